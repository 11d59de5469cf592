/*---
rule = "141"
title = "Start of the episode is not a date"
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 141"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.decom_unread IS NOT NULL
