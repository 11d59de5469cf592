/*---
rule = "501"
title = "Episode starts before the episode before it ends"
advice = "Compare the start with the end of the child's episode before it."
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 501"
unconfirmed = "Taken from the wording of the rule: an episode may start on the day on which the one before it ends."
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE decom < prev_dec
