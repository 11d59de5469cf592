/*---
rule = "112"
title = "Date of the adoption decision in AD1 is not a date"
cells = ["ad1.date_int"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 112"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.date_int_unread IS NOT NULL
