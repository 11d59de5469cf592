/*---
rule = "104"
title = "Date on which UASC status ceased is not a date, or is before the collection year"
cells = ["uasc.duc"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 104"
---*/
SELECT u.row_id AS uasc_row
FROM uasc u
WHERE u.duc_unread IS NOT NULL OR u.duc < $starts
