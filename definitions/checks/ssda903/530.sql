/*---
rule = "530"
title = "Private provision (PR4) given for a child placed with parents (P1)"
advice = "A child placed with parents has provider PR0."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 530"
unconfirmed = "Taken from the wording of the rule: only this placement type is excluded."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR4' AND place = 'P1'
