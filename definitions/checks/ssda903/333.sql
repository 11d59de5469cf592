/*---
rule = "333"
title = "Date of the adoption decision is missing, or is after the date of matching"
cells = ["ad1.date_int", "ad1.date_match"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 333"
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE date_match IS NOT NULL AND (date_int IS NULL OR date_int > date_match)
