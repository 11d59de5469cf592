/*---
rule = "355"
title = "Episode ends on the day it starts"
cells = ["episodes.decom", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 355"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE dec = decom
