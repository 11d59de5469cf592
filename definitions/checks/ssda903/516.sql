/*---
rule = "516"
title = "Special guardianship to former foster carers (E45, E46), but the placement was not with foster carers"
advice = "With E45 or E46 the placement of the episode that ends must be U1 to U6; otherwise see E47 and E48."
cells = ["episodes.rec", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 516"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE rec IN ('E45', 'E46')
    AND (place IS NULL OR place NOT IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6'))
