/*---
rule = "1016"
title = "Care leaver information for a 17- or 18-year-old who left care on or after that birthday"
advice = "Not asked of a young person who was still in care on the 17th or 18th birthday and left later in the year."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
from = 2024
source = "DfE, CLA returns 2023/24 to 2026/27, validation rule 1016"
unconfirmed = "DfE speaks of leaving after the birthday; leaving on it counts too, as in an earlier wording of the rule. An episode that goes on in another (X1) is no leaving."
---*/
WITH aged AS (
    SELECT row_id, child,
        CASE
            WHEN dob + INTERVAL '18' YEAR <= $ends THEN dob + INTERVAL '18' YEAR
            ELSE dob + INTERVAL '17' YEAR
        END AS birthday
    FROM oc3
    WHERE dob + INTERVAL '17' YEAR <= $ends
        AND dob + INTERVAL '19' YEAR > $ends
        AND (in_touch IS NOT NULL OR activ IS NOT NULL OR accom IS NOT NULL)
)
SELECT a.row_id AS oc3_row
FROM aged a
WHERE EXISTS (
    SELECT 1
    FROM episodes e
    WHERE e.child = a.child
        AND (e.rec IS NULL OR e.rec <> 'X1')
        AND e.dec >= a.birthday
)
