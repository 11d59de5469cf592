/*---
rule = "611"
title = "Child is a mother, but the date of birth of her child is blank"
cells = ["header.mother", "header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 611"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mother = '1' AND h.mc_dob IS NULL AND h.mc_dob_unread IS NULL
