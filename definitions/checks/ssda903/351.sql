/*---
rule = "351"
title = "Person was over 25 at the start of the year"
cells = ["header.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 351"
---*/
SELECT row_id AS header_row
FROM header
WHERE dob + INTERVAL '25' YEAR < $starts
