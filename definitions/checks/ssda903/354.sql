/*---
rule = "354"
title = "Episode starts after the end of the year"
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 354"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE decom > $ends
