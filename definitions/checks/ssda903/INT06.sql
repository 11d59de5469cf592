/*---
rule = "INT06"
title = "Child in the care leaver (OC3) file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["oc3.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT06"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS oc3_row
FROM oc3 r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
