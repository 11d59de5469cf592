/*---
rule = "388"
title = "Reason episode ceased (X1 or not) disagrees with whether a further episode starts that day"
advice = "X1 needs an episode that starts on the day on which this one ends; any other reason means that none does."
cells = ["episodes.rec", "episodes.dec"]
severity = "error"
unconfirmed = "DfE's three cases are known from an account of them in another open validator: X1 with the next episode on another day, another reason with the next episode on the same day, X1 with no next episode. A blank reason is not judged."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 388"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE (rec = 'X1' AND dec IS NOT NULL AND (next_decom IS DISTINCT FROM dec))
    OR (rec <> 'X1' AND next_decom = dec)
