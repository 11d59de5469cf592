/*---
rule = "207"
title = "Child was recorded as a mother last year, but is not this year"
advice = "A child who was reported as a mother stays one; check which of the two years is right."
cells = ["header.mother"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 207"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE COALESCE(h.mother, '0') <> '1'
    AND EXISTS (SELECT 1 FROM header_last l WHERE l.child = h.child AND l.mother = '1')
    -- A child without episodes this year is not asked.
    AND EXISTS (SELECT 1 FROM episodes e WHERE e.child = h.child)
