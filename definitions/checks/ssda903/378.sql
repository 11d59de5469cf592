/*---
rule = "378"
title = "Placed with parents (P1), but the legal status is section 20 accommodation (V2)"
advice = "A child accommodated under section 20 is not placed with parents: check the legal status and the placement."
cells = ["episodes.place", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 378"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place = 'P1' AND ls = 'V2'
