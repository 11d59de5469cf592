/*---
rule = "INT09"
title = "Child is in the unaccompanied children (UASC) file but not in the header"
advice = "Check the child's number; every child of the return needs a row in the header."
cells = ["uasc.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT09"
unconfirmed = "No words of DfE were found for this check; it is read as its siblings for the other files are. A row with no child number is left alone."
---*/
SELECT u.row_id AS uasc_row
FROM uasc u
WHERE u.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM header h WHERE h.child = u.child)
