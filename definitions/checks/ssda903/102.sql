/*---
rule = "102"
title = "Date of birth is blank or not a date"
cells = ["header.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 102"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.dob IS NULL OR h.dob_unread IS NOT NULL
