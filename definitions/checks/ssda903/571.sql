/*---
rule = "571"
title = "Missing period ends outside the year of the return"
cells = ["missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 571"
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_end < $starts OR m.mis_end > $ends
