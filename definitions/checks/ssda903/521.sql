/*---
rule = "521"
title = "Best-interests decision on adoption is later than the child's placement for adoption"
cells = ["ad1.date_int", "episodes.decom", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 521"
---*/
SELECT e.row_id AS episodes_row, a.row_id AS ad1_row
FROM episodes e
JOIN ad1 a ON a.child = e.child
WHERE e.place IN ('A3', 'A4', 'A5', 'A6') AND a.date_int > e.decom
