/*---
rule = "INT05"
title = "Child in the outcomes (OC2) file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["oc2.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT05"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS oc2_row
FROM oc2 r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
