/*---
rule = "301"
title = "Date of birth is after the end of the year"
cells = ["header.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 301"
---*/
SELECT row_id AS header_row
FROM header
WHERE dob > $ends
