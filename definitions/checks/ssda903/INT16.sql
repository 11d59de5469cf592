/*---
rule = "INT16"
title = "Date of birth in the previous permanence file differs from the header's"
advice = "Find out which of the two is right, and put it in both files."
cells = ["previous_permanence.dob"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT16"
unconfirmed = "No words of DfE were found for this check; it is read as its siblings for the other files are (INT11 to INT18)."
---*/
SELECT f.row_id AS previous_permanence_row
FROM previous_permanence f
WHERE EXISTS (SELECT 1 FROM header h WHERE h.child = f.child AND h.dob <> f.dob)
