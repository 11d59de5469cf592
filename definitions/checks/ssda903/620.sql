/*---
rule = "620"
title = "Child recorded as a mother was under 11 at the start of the year"
advice = "Check the date of birth and whether she is a mother."
cells = ["header.dob", "header.mother"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 620"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mother = '1' AND h.dob + INTERVAL '11' YEAR > $starts
