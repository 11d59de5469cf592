/*---
rule = "208"
title = "UPN differs from last year's return"
advice = "Check which of the two years is right. A UPN may take the place of an unknown code (UN1 to UN5), and UN2 to UN5 that of UN1."
cells = ["header.upn"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 208"
unconfirmed = "From DfE's message and the changes that another open validator allows: from a blank to anything, from an unknown code to a UPN, from UN1 to another unknown code. A UPN or code that is now blank is taken for a difference."
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE EXISTS (
    SELECT 1 FROM header_last l
    WHERE l.child = h.child
        AND l.upn IS NOT NULL
        AND (UPPER(l.upn) IS DISTINCT FROM UPPER(h.upn))
        AND NOT (
            UPPER(l.upn) IN ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')
            AND h.upn IS NOT NULL
            AND UPPER(h.upn) NOT IN ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')
        )
        AND NOT (
            UPPER(l.upn) = 'UN1'
            AND COALESCE(UPPER(h.upn), '') IN ('UN2', 'UN3', 'UN4', 'UN5')
        )
)
