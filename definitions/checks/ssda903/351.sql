/*---
rule = "351"
title = "Person had turned 25 before the year began"
advice = "Check the date of birth."
cells = ["header.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 351"
---*/
SELECT row_id AS header_row
FROM header
WHERE dob + INTERVAL '25' YEAR < $starts
