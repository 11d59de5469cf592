/*---
rule = "621"
title = "Mother is not older than her child by the dates of birth"
cells = ["header.dob", "header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 621"
unconfirmed = "No case and no coding by DfE seen; that the same day counts as wrong too is taken from an existing validator."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mc_dob <= h.dob
