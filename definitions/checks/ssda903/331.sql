/*---
rule = "331"
title = "Child was matched with adopters after being placed with them for adoption"
advice = "Check the date of matching and the start of the adopted child's last episode."
cells = ["ad1.date_match", "episodes.decom", "episodes.rec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 331"
---*/
SELECT a.row_id AS ad1_row, e.row_id AS episodes_row
FROM episodes e
JOIN ad1 a ON a.child = e.child
WHERE e.rec IN ('E11', 'E12') AND a.date_match > e.decom
