/*---
rule = "INT21"
title = "Sex in the unaccompanied children (UASC) file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["uasc.sex"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT21"
---*/
SELECT u.row_id AS uasc_row
FROM uasc u
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = u.child AND h.sex <> u.sex)
