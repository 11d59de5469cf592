/*---
rule = "1002"
title = "Care leaver information for a child with no episode of care"
advice = "Load the child's episodes, or remove the care leaver record."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1002"
unconfirmed = "DfE looks at all episodes it holds. Here only this and last year's returns are seen, so a person who was 18 by the end of the year is left out, as all their care may have been before."
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE o.child IS NOT NULL
    AND (o.dob IS NULL OR o.dob + INTERVAL '18' YEAR > $ends)
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = o.child)
    AND NOT EXISTS (SELECT 1 FROM episodes_last l WHERE l.child = o.child)
