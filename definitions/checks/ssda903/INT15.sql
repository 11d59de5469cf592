/*---
rule = "INT15"
title = "Date of birth in the care leavers (OC3) file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["oc3.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT15"
---*/
SELECT f.row_id AS oc3_row
FROM oc3 f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
