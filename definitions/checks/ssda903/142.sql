/*---
rule = "142"
title = "Episode is not ended though a later one has begun"
cells = ["episodes.dec", "episodes.rec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 142"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE next_row IS NOT NULL AND (dec IS NULL OR rec IS NULL)
