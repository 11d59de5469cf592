/*---
rule = "149"
title = "Reason episode ceased is not a valid code"
cells = ["episodes.rec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 149"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'rec' AND c.code = e.rec)
