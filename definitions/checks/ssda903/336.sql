/*---
rule = "336"
title = "Placed for adoption with the foster carer, but the placement before was not fostering or adoption"
advice = "Placements A3 and A5 are with the carer who fostered the child until then; check this placement and the one before."
cells = ["episodes.place"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 336"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE place IN ('A3', 'A5')
    AND prev_row IS NOT NULL
    AND COALESCE(prev_place, '')
        NOT IN ('A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
