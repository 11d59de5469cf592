/*---
rule = "531"
title = "Voluntary provision (PR5) given for a child placed with parents (P1)"
advice = "A child placed with parents has provider PR0."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 531"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR5' AND place = 'P1'
