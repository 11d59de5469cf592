/*---
rule = "420"
title = "Authority of the placement given for short breaks (V3, V4)"
advice = "Leave it out, and the postcode from which it comes, or check the legal status."
cells = ["episodes.pl_la", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 420"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls IN ('V3', 'V4') AND pl_la IS NOT NULL
