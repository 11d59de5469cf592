/*---
rule = "113"
title = "Date of matching child and adopters is not a date"
cells = ["ad1.date_match"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 113"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.date_match_unread IS NOT NULL
