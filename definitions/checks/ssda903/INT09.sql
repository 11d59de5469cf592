/*---
rule = "INT09"
title = "Child in the unaccompanied children (UASC) file is not in the header file"
advice = "Add the child to the header, or correct the child's identifier."
cells = ["uasc.child"]
severity = "error"
source = "Consistency of the files of the return with one another, check INT09"
unconfirmed = "Code and meaning are taken from another validator; they were not seen in DfE's list."
---*/
SELECT r.row_id AS uasc_row
FROM uasc r
WHERE NOT EXISTS (SELECT 1 FROM header h WHERE h.child = r.child)
