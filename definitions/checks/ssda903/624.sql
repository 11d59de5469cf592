/*---
rule = "624"
title = "Date of birth of the mother's first child is not that of last year's return"
advice = "Check which of the two dates is right."
cells = ["header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 624"
---*/
SELECT DISTINCT h.row_id AS header_row
FROM header h
JOIN header_last l ON l.child = h.child
WHERE l.mc_dob IS NOT NULL AND h.mc_dob IS DISTINCT FROM l.mc_dob
