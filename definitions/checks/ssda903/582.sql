/*---
rule = "582"
title = "Adoption has the same date as the match with the adopters"
advice = "Check the date of the match; a child is usually matched with adopters well before the adoption."
cells = ["episodes.dec", "ad1.date_match"]
severity = "query"
source = "DfE, CLA return 2024 to 2025, validation rule 582"
---*/
SELECT e.row_id AS episodes_row, a.row_id AS ad1_row
FROM episodes e
JOIN ad1 a ON a.child = e.child
WHERE e.rec IN ('E11', 'E12') AND a.date_match = e.dec
