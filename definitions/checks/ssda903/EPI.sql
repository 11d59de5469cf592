/*---
rule = "EPI"
title = "Child in the header has neither an episode nor care leaver information"
advice = "Load the child's episodes; until then the child cannot be checked further."
cells = ["header.child"]
severity = "query"
optional = ["oc3"]
source = "DfE, CLA returns 2022/23 to 2026/27, warning EPI"
unconfirmed = "That a child with care leaver information needs no episode is taken from another validator."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = h.child)
    AND NOT EXISTS (SELECT 1 FROM oc3 o WHERE o.child = h.child)
