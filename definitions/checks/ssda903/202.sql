/*---
rule = "202"
title = "Sex differs from last year's return"
advice = "Check which of the two years is right; a blank in one of them counts as a difference."
cells = ["header.sex"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 202"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE EXISTS (
    SELECT 1 FROM header_last l WHERE l.child = h.child AND (l.sex IS DISTINCT FROM h.sex)
)
