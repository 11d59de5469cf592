/*---
rule = "542"
title = "Conviction information given for a child under 10 on 31 March"
cells = ["oc2.convicted", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 542"
---*/
SELECT row_id AS oc2_row
FROM oc2
WHERE convicted IS NOT NULL AND dob + INTERVAL '10' YEAR > $ends
