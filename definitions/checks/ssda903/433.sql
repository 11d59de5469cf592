/*---
rule = "433"
title = "Reason says that care goes on, but the start is not the day on which the previous episode ended"
advice = "Check the dates of both episodes, or use S if care began anew."
cells = ["episodes.rne", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 433"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE rne IN ('P', 'L', 'T', 'U', 'B')
    AND prev_row IS NOT NULL
    -- A previous episode without an end is a problem too.
    AND (prev_dec IS DISTINCT FROM decom)
