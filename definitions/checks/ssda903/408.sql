/*---
rule = "408"
title = "Placed for adoption under a placement order (A5, A6), but the legal status is not a placement order (E1)"
advice = "Check the placement and the legal status."
cells = ["episodes.place", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 408"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place IN ('A5', 'A6')
    -- The legal status must be E1: a blank is not.
    AND (ls IS NULL OR ls <> 'E1')
