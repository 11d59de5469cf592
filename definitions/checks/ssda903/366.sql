/*---
rule = "366"
title = "Short break (V3) has a reason for new episode other than S"
advice = "The placement cannot change within a short break: each break is one episode that starts with S."
cells = ["episodes.ls", "episodes.rne"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 366"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'V3' AND (rne IS DISTINCT FROM 'S')
