/*---
rule = "345"
title = "Authority is in touch with the care leaver, but activity or accommodation is 0"
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 345"
---*/
SELECT row_id AS oc3_row
FROM oc3
WHERE in_touch = 'YES' AND (activ = '0' OR accom = '0')
