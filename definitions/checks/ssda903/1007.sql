/*---
rule = "1007"
title = "Care leaver information for a 17- or 18-year-old who was still looked after"
advice = "Not asked of a young person who was in care on the 17th or 18th birthday, or still is; check the end of the last episode."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1007"
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
        AND (e.dec IS NULL OR e.decom <= a.birthday AND e.dec > a.birthday)
)
