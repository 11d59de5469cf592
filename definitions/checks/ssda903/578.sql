/*---
rule = "578"
title = "Missing period starts outside the child's time in care, or on the day it ended"
advice = "Compare the start of the missing period with the child's episodes."
cells = ["missing.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 578"
unconfirmed = "The message says after, the coding that an existing validator quotes on or after: the day on which care ends counts. A start before the child came into care is found too, as in a recorded case."
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
            AND (e.dec IS NULL OR m.mis_start < e.dec)
    )
