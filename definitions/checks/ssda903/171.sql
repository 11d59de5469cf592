/*---
rule = "171"
title = "Date of birth of the mother's child is not a date"
cells = ["header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 171"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mc_dob_unread IS NOT NULL
