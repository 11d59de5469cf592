/*---
rule = "158"
title = "Intervention for substance misuse was received, and yet it is answered whether one was offered"
advice = "Leave blank whether one was offered; the question is only for those who received none."
cells = ["oc2.intervention_received", "oc2.intervention_offered"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 158"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.intervention_received = '1' AND o.intervention_offered IS NOT NULL
