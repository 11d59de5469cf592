/*---
rule = "184"
title = "Decision to place for adoption is dated before the child was born"
advice = "Check the date of the decision against the date of birth."
cells = ["placed_adoption.date_placed"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 184"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE EXISTS (
    SELECT 1 FROM header h WHERE h.child = p.child AND h.dob > p.date_placed
)
