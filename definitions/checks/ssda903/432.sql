/*---
rule = "432"
title = "Care had ended with the previous episode, but this one does not start care anew (S)"
advice = "Check the reason for this episode and the reason why the previous one ceased."
cells = ["episodes.rne"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 432"
---*/
SELECT e.row_id AS episodes_row
FROM ordered_episodes e
WHERE (e.rne IS DISTINCT FROM 'S')
    AND e.prev_rec <> 'X1'
    AND EXISTS (SELECT 1 FROM codes c WHERE c.list = 'rec' AND c.code = e.prev_rec)
