/*---
rule = "334"
title = "Adoption decision is dated before the child's latest period of care began"
advice = "Check the date that the child should be placed for adoption and the start of the latest period of care."
cells = ["ad1.date_int", "episodes.decom", "episodes.rne"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 334"
---*/
WITH latest AS (
    SELECT child, MAX(nth) AS nth
    FROM ordered_episodes
    WHERE rne = 'S'
    GROUP BY child
)
SELECT o.row_id AS episodes_row, a.row_id AS ad1_row
FROM ordered_episodes o
JOIN latest l ON l.child = o.child AND l.nth = o.nth
JOIN ad1 a ON a.child = o.child
WHERE a.date_int < o.decom
