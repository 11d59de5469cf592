/*---
rule = "1005"
title = "End of the missing or away period is not a date"
cells = ["missing.mis_end"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1005"
---*/
SELECT row_id AS missing_row
FROM missing
WHERE mis_end_unread IS NOT NULL
