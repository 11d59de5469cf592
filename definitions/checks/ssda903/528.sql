/*---
rule = "528"
title = "Other authority's provision (PR2) given for a placement that an authority cannot provide (P1, R2, R5)"
advice = "A child placed with parents has provider PR0; health and custody placements (R2, R5) are not an authority's."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 528"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR2' AND place IN ('P1', 'R2', 'R5')
