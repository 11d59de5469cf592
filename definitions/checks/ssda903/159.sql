/*---
rule = "159"
title = "Intervention for substance misuse was not received, but whether one was offered is blank"
cells = ["oc2.substance_misuse", "oc2.intervention_received", "oc2.intervention_offered"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 159"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.substance_misuse = '1'
    AND o.intervention_received = '0'
    AND o.intervention_offered IS NULL
