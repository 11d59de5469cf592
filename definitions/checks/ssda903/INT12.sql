/*---
rule = "INT12"
title = "Date of birth in the placed for adoption file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["placed_adoption.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT12"
---*/
SELECT f.row_id AS placed_adoption_row
FROM placed_adoption f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
