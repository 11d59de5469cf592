/*---
rule = "390"
title = "Adopted from a placement that is not a placement for adoption (A3 to A6)"
advice = "The last episode before an adoption is in a placement for adoption: check the placement and the reason."
cells = ["episodes.place", "episodes.rec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 390"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE rec IN ('E11', 'E12')
    -- It must be one of the four: a blank is not.
    AND (place IS NULL OR place NOT IN ('A3', 'A4', 'A5', 'A6'))
