/*---
rule = "168"
title = "Unique pupil number is not valid"
advice = "A letter other than I, O or S, then 12 digits, or 11 digits and a letter for a temporary number. UN1 to UN5 say why there is none."
cells = ["header.upn"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 168"
unconfirmed = "DfE's own coding was not at hand: the shape is that of the national number; the check letter is not worked out, and a blank passes."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.upn !~ '^([A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]|UN[1-5])$'
