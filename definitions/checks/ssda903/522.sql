/*---
rule = "522"
title = "Decision to place for adoption was reversed before the day on which it was made"
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 522"
---*/
SELECT row_id AS placed_adoption_row
FROM placed_adoption
WHERE date_placed > date_placed_ceased
