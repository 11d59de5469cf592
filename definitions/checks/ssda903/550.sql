/*---
rule = "550"
title = "Provider code PR0 is given for a placement that is not P1"
advice = "PR0 stands for parents and others with parental responsibility; check which of the two codes is right."
cells = ["episodes.place", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 550"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place_provider = 'PR0' AND e.place IS DISTINCT FROM 'P1'
