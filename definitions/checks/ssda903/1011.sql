/*---
rule = "1011"
title = "Care leaver information, though another authority took over the care of the child"
advice = "Check the reason the last episode ceased (E3), or remove the care leaver record."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
optional = ["episodes_last"]
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1011"
---*/
-- Last year's last episode is the final one of a child who has none this year.
WITH taken_over AS (
    SELECT child
    FROM ordered_episodes
    WHERE next_row IS NULL AND rec = 'E3'
    UNION ALL
    SELECT l.child
    FROM episodes_last l
    WHERE NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = l.child)
    GROUP BY l.child
    HAVING MAX(CASE WHEN l.rec = 'E3' THEN l.decom END) = MAX(l.decom)
)
SELECT o.row_id AS oc3_row
FROM oc3 o
JOIN taken_over t ON t.child = o.child
WHERE o.in_touch IS NOT NULL OR o.activ IS NOT NULL OR o.accom IS NOT NULL
