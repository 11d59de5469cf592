/*---
rule = "INT11"
title = "Date of birth in the adoption (AD1) file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["ad1.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT11"
---*/
SELECT f.row_id AS ad1_row
FROM ad1 f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
