/*---
rule = "523"
title = "Dates of the decision to place for adoption and of the best-interests decision differ"
cells = ["placed_adoption.date_placed", "ad1.date_int"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 523"
unconfirmed = "Taken from the wording of the rule: both dates must be there, and every decision of the child in the placed for adoption table is compared."
---*/
SELECT p.row_id AS placed_adoption_row, a.row_id AS ad1_row
FROM placed_adoption p
JOIN ad1 a ON a.child = p.child
WHERE p.date_placed <> a.date_int
