/*---
rule = "INT13"
title = "Date of birth in the missing episodes file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["missing.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT13"
---*/
SELECT f.row_id AS missing_row
FROM missing f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
