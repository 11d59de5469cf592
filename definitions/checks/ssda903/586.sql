/*---
rule = "586"
title = "Missing period starts before the child was born"
cells = ["missing.dob", "missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 586"
unconfirmed = "The message says before; an existing validator finds the day of birth too, which no case shows."
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_start < m.dob
