/*---
rule = "437"
title = "Died (E2), or found to be 18 or over (E15), but further episodes follow"
advice = "Check the reason why this episode ceased, and the episodes after it."
cells = ["episodes.rec"]
severity = "error"
unconfirmed = "Taken from DfE's message; that it means E2 and E15, and the episodes of this return alone, is taken from another open validator."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 437"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE rec IN ('E2', 'E15') AND next_row IS NOT NULL
