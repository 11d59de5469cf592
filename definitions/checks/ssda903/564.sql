/*---
rule = "564"
title = "Missing period, or one away from the placement, has no start"
cells = ["missing.missing", "missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 564"
unconfirmed = "No case and no coding by DfE seen; taken from the message alone."
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.missing IN ('M', 'A') AND m.mis_start IS NULL AND m.mis_start_unread IS NULL
