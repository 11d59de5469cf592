/*---
rule = "1004"
title = "Start of the missing or away period is blank or not a date"
cells = ["missing.mis_start"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1004"
---*/
SELECT row_id AS missing_row
FROM missing
WHERE mis_start IS NULL OR mis_start_unread IS NOT NULL
