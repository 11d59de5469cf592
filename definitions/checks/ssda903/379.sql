/*---
rule = "379"
title = "Temporary placement for another reason (T4) lasted more than seven days"
advice = "Check the dates and the placement code."
cells = ["episodes.decom", "episodes.dec", "episodes.place"]
severity = "error"
unconfirmed = "An episode without an end is measured to 31 March; DfE's wording of this has not been seen."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 379"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place = 'T4'
    -- Still open: it has lasted until the end of the year at least.
    AND COALESCE(dec, $ends) > decom + INTERVAL '7' DAY
