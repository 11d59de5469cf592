/*---
rule = "INT14"
title = "Date of birth in the outcomes (OC2) file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["oc2.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT14"
---*/
SELECT f.row_id AS oc2_row
FROM oc2 f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
