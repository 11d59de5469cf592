/*---
rule = "566"
title = "Missing period has an end, but no code for missing (M) or away (A)"
cells = ["missing.missing", "missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 566"
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.missing IS NULL AND (m.mis_end IS NOT NULL OR m.mis_end_unread IS NOT NULL)
