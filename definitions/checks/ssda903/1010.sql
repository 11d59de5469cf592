/*---
rule = "1010"
title = "Care leaver information, and no episode this year, though the last one of last year was still open"
advice = "Load this year's episodes of the child."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1010"
unconfirmed = "Taken from DfE's message: the last episode of last year is the one with the latest start, and it is open where it has no end date."
---*/
WITH still_open AS (
    SELECT child
    FROM episodes_last
    GROUP BY child
    HAVING MAX(CASE WHEN dec IS NULL THEN decom END) = MAX(decom)
)
SELECT o.row_id AS oc3_row
FROM oc3 o
JOIN still_open l ON l.child = o.child
WHERE NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = o.child)
