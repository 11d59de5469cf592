/*---
rule = "381"
title = "Period of care ends in a temporary placement (T0 to T4)"
advice = "A child leaves care from the usual placement: check the placement, and whether a further episode is missing."
cells = ["episodes.place", "episodes.rec"]
severity = "error"
unconfirmed = "Taken from DfE's message: any reason but X1 ends the period of care, and an episode without a reason does not."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 381"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place IN ('T0', 'T1', 'T2', 'T3', 'T4') AND rec <> 'X1'
