/*---
rule = "501"
title = "Episode starts before the child's previous episode has ended"
advice = "Correct the start, or the end of the episode before it."
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 501"
unconfirmed = "Taken from the wording of the rule: an episode may start on the day on which the one before it ends."
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE decom < prev_dec
