/*---
rule = "131"
title = "Whether the authority is in touch with the care leaver is blank or not a valid code"
cells = ["oc3.in_touch"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 131"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'in_touch' AND c.code = o.in_touch)
