/*---
rule = "625"
title = "Mother's first child was born after the end of the year or after she left care"
advice = "Check the date of birth of the child and the end of the mother's last episode."
cells = ["header.mc_dob", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 625"
---*/
-- the episode with the latest end of each mother who is in care no more
WITH latest AS (
    SELECT e.row_id, e.child, e.dec
    FROM episodes e
    WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = e.child AND h.mc_dob IS NOT NULL)
        AND NOT EXISTS (
            SELECT 1
            FROM episodes l
            WHERE l.child = e.child
                AND (
                    l.dec IS NULL
                    OR l.dec > e.dec
                    OR (l.dec = e.dec AND l.row_id > e.row_id)
                )
        )
)
SELECT h.row_id AS header_row, l.row_id AS episodes_row
FROM header h
LEFT JOIN latest l ON l.child = h.child
WHERE h.mc_dob > $ends OR h.mc_dob > l.dec
