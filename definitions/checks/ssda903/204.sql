/*---
rule = "204"
title = "Ethnic origin differs from last year's return"
advice = "Check which of the two years is right; a blank in one of them counts as a difference."
cells = ["header.ethnic"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 204"
unconfirmed = "From DfE's message: a change from or to REFU or NOBT, or from or to a blank, is taken for a difference like any other. Capital and small letters are the same."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE EXISTS (
    SELECT 1 FROM header_last l
    WHERE l.child = h.child AND (UPPER(l.ethnic) IS DISTINCT FROM UPPER(h.ethnic))
)
