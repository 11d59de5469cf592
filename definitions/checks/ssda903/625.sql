/*---
rule = "625"
title = "Mother's first child was born after the end of the year or after she left care"
advice = "Check the date of birth of the child and the end of the mother's last episode."
cells = ["header.mc_dob", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 625"
---*/
WITH latest AS (
    SELECT row_id, child, dec,
        ROW_NUMBER() OVER (PARTITION BY child ORDER BY dec DESC NULLS FIRST, row_id DESC) AS n
    FROM episodes
)
SELECT h.row_id AS header_row, CASE WHEN l.dec IS NOT NULL THEN l.row_id END AS episodes_row
FROM header h
LEFT JOIN latest l ON l.child = h.child AND l.n = 1
WHERE h.mc_dob > $ends OR h.mc_dob > l.dec
