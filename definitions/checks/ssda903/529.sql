/*---
rule = "529"
title = "Other public provision (PR3) given for adoption, fostering, a children's home or parents"
advice = "Other public bodies provide none of these placements (A3 to A6, K1, K2, P1, U1 to U6)."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 529"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR3'
    AND place IN (
        'A3', 'A4', 'A5', 'A6', 'K1', 'K2', 'P1',
        'U1', 'U2', 'U3', 'U4', 'U5', 'U6'
    )
