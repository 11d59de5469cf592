/*---
rule = "392d"
title = "Home and placement postcodes are the same, but the child is not placed with parents (P1)"
advice = "Check both postcodes and the placement."
cells = ["episodes.home_post", "episodes.pl_post", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 392d"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE REPLACE(UPPER(home_post), ' ', '') = REPLACE(UPPER(pl_post), ' ', '')
    -- The placement must be P1: a blank is not.
    AND (place IS NULL OR place <> 'P1')
