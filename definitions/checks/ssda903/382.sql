/*---
rule = "382"
title = "Short breaks (V3, V4) in a temporary placement (T0 to T4)"
advice = "Check the legal status and the placement."
cells = ["episodes.ls", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 382"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls IN ('V3', 'V4') AND place IN ('T0', 'T1', 'T2', 'T3', 'T4')
