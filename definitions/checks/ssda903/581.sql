/*---
rule = "581"
title = "Missing period starts on a day on which the child was not in care"
advice = "Compare the start of the missing period with the child's episodes; usually it lies before the first of them."
cells = ["missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 581"
unconfirmed = "The message speaks of children not yet in care; a start between two periods of care or after the last is found too, as in a recorded case."
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_start IS NOT NULL
    AND EXISTS (SELECT 1 FROM episodes e WHERE e.child = m.child AND e.decom IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = m.child
            AND e.decom <= m.mis_start
            AND (e.dec IS NULL OR m.mis_start <= e.dec)
    )
