/*---
rule = "214"
title = "Placement postcode or URN given for a short break"
advice = "Leave both blank, or check the legal status."
cells = ["episodes.ls", "episodes.pl_post", "episodes.urn"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 214"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.ls IN ('V3', 'V4')
    AND (e.pl_post IS NOT NULL OR e.urn IS NOT NULL)
