/*---
rule = "373"
title = "Placed in a residential school before the fourth birthday"
advice = "Check the date of birth, the start of the episode and the placement code."
cells = ["episodes.decom", "episodes.place", "header.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 373"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'S1'
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child AND e.decom < h.dob + INTERVAL '4' YEAR
    )
