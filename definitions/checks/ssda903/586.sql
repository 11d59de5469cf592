/*---
rule = "586"
title = "Missing period starts on or before the child's date of birth"
cells = ["missing.dob", "missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 586"
unconfirmed = "The message says before; that the day of birth counts too is taken from the coding of rule 708, which asks the same of deprivation of liberty orders."
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_start <= m.dob
