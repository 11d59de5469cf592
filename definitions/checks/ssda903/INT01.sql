/*---
rule = "INT01"
title = "Child in the adoption (AD1) file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["ad1.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT01"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS ad1_row
FROM ad1 r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
