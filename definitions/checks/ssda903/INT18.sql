/*---
rule = "INT18"
title = "Date of birth in the unaccompanied children (UASC) file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["uasc.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT18"
---*/
SELECT f.row_id AS uasc_row
FROM uasc f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
