/*---
rule = "INT07"
title = "Child in the previous permanence file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["previous_permanence.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT07"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS previous_permanence_row
FROM previous_permanence r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
