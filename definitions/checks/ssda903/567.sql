/*---
rule = "567"
title = "Missing period ends before it starts"
cells = ["missing.mis_start", "missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 567"
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_end < m.mis_start
