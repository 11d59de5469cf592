/*---
rule = "116"
title = "Date on which the adoption decision was reversed is not a date"
cells = ["placed_adoption.date_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 116"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.date_placed_ceased_unread IS NOT NULL
