/*---
rule = "115"
title = "Date of the decision to place for adoption is not a date"
cells = ["placed_adoption.date_placed"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 115"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.date_placed_unread IS NOT NULL
