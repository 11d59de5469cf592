/*---
rule = "384"
title = "Short breaks (V3, V4) in a long-term foster placement (U1, U4)"
advice = "Check the legal status and the placement."
cells = ["episodes.place", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 384"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls IN ('V3', 'V4') AND place IN ('U1', 'U4')
