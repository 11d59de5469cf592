/*---
rule = "570"
title = "Missing period starts after the end of the year"
cells = ["missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 570"
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_start > $ends
