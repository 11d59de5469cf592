/*---
rule = "199"
title = "Episode begins after another one of the child that ended in adoption"
advice = "Check the reason for which the earlier episode ended, and whether the child should have come back under another identifier."
cells = ["episodes.child", "episodes.decom"]
severity = "error"
optional = ["episodes_last"]
source = "DfE, CLA return 2024 to 2025, validation rule 199"
---*/
WITH adopted AS (
    SELECT child, MIN(decom) AS decom
    FROM (
        SELECT child, decom FROM episodes WHERE rec IN ('E11', 'E12')
        UNION ALL
        SELECT child, decom FROM episodes_last WHERE rec IN ('E11', 'E12')
    ) ended
    GROUP BY child
)
SELECT e.row_id AS episodes_row
FROM episodes e
JOIN adopted a ON a.child = e.child
WHERE e.decom > a.decom
