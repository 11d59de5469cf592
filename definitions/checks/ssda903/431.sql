/*---
rule = "431"
title = "Starts to be looked after (S), but the previous episode had not ended before that day"
advice = "If care went on, give the reason for the change; if not, check the dates."
cells = ["episodes.rne", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 431"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE rne = 'S' AND decom <= prev_dec
