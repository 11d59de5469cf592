/*---
rule = "1000"
title = "Care leaver information for a child who died in care"
advice = "Check the reason the last episode ceased (E2), or remove the care leaver record."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
optional = ["episodes_last"]
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1000"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE EXISTS (
    SELECT 1
    FROM (
        SELECT child FROM episodes WHERE rec = 'E2'
        UNION ALL
        SELECT child FROM episodes_last WHERE rec = 'E2'
    ) d
    WHERE d.child = o.child
)
