/*---
rule = "380"
title = "Temporary placement (T0 to T4) starts with a reason for new episode other than P or B"
advice = "Care has to start in another kind of placement, and a move into a temporary one is P or B: check the reason and the placement."
cells = ["episodes.place", "episodes.rne"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 380"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place IN ('T0', 'T1', 'T2', 'T3', 'T4')
    -- The reason must be one of the two: a blank is not.
    AND (rne IS NULL OR rne NOT IN ('P', 'B'))
