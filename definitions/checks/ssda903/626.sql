/*---
rule = "626"
title = "Mother's child was born before this year, but last year's return says she was not a mother"
advice = "Check the date of birth; if it is right, last year's return was wrong."
cells = ["header.mother", "header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 626"
---*/
SELECT DISTINCT h.row_id AS header_row
FROM header h
JOIN header_last l ON l.child = h.child
WHERE h.mother = '1' AND l.mother = '0' AND h.mc_dob < $starts
