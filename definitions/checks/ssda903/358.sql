/*---
rule = "358"
title = "Legal status of the youth justice system for a child under 10"
advice = "J1, J2 and J3 are possible only from the age of 10. Check the legal status and the date of birth."
cells = ["episodes.ls", "episodes.decom", "header.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 358"
---*/
SELECT e.row_id AS episodes_row, h.row_id AS header_row
FROM episodes e
JOIN header h ON h.child = e.child
WHERE e.ls IN ('J1', 'J2', 'J3') AND h.dob + INTERVAL '10' YEAR > e.decom
