/*---
rule = "565"
title = "Missing period has a start, but no code for missing (M) or away (A)"
cells = ["missing.missing", "missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 565"
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.missing IS NULL AND (m.mis_start IS NOT NULL OR m.mis_start_unread IS NOT NULL)
