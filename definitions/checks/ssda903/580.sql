/*---
rule = "580"
title = "Child was missing when leaving care at 18, but the reason for the end is not E8"
advice = "Check the reason, or the end of the missing period."
cells = ["episodes.rec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 580"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec <> 'E8'
    AND EXISTS (
        SELECT 1
        FROM missing m
        WHERE m.child = e.child
            AND m.mis_end = e.dec
            AND m.dob + INTERVAL '18' YEAR = e.dec
    )
