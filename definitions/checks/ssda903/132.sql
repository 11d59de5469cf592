/*---
rule = "132"
title = "Activity after leaving care is blank or not a valid code"
advice = "F3 and P3 were split into F4, F5, P4 and P5: 4 for an apprenticeship, 5 for other training or employment."
cells = ["oc3.activ"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 132"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'activ' AND c.code = o.activ)
