/*---
rule = "1008"
title = "URN is not in Ofsted's list of settings"
advice = "Check the number; XXXXXXX stands for a setting that has none."
cells = ["episodes.urn"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1008"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn <> 'XXXXXXX'
    AND NOT EXISTS (SELECT 1 FROM settings s WHERE s.urn = e.urn)
