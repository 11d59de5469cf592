/*---
rule = "119"
title = "Reversal of the adoption decision has a date without a reason, or a reason without a date"
cells = ["placed_adoption.date_placed_ceased", "placed_adoption.reason_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 119"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE (p.date_placed_ceased IS NULL) <> (p.reason_placed_ceased IS NULL)
