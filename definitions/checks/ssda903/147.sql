/*---
rule = "147"
title = "End of the episode is not a date"
cells = ["episodes.dec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 147"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.dec_unread IS NOT NULL
