/*---
rule = "INT02"
title = "Child in the placed-for-adoption file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["placed_adoption.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT02"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS placed_adoption_row
FROM placed_adoption r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
