/*---
rule = "148"
title = "Episode has an end date without a reason why it ceased, or a reason without an end date"
cells = ["episodes.dec", "episodes.rec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 148"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE (e.dec IS NULL) <> (e.rec IS NULL)
