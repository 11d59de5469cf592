/*---
rule = "527"
title = "Own provision (PR1) given for a placement that the authority cannot provide (P1, R2, R5)"
advice = "A child placed with parents has provider PR0; health and custody placements (R2, R5) are not the authority's own."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 527"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR1' AND place IN ('P1', 'R2', 'R5')
