/*---
rule = "372"
title = "Child in youth custody or prison is under 10"
advice = "Check the placement type and the date of birth in the header."
cells = ["episodes.place", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 372"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'R5'
    AND EXISTS (
        SELECT 1 FROM header h WHERE h.child = e.child AND e.decom < h.dob + INTERVAL '10' YEAR
    )
