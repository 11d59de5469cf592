/*---
rule = "193"
title = "No substance misuse problem, but an item on interventions for one is given"
cells = ["oc2.substance_misuse", "oc2.intervention_received", "oc2.intervention_offered"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 193"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE COALESCE(o.substance_misuse, '0') = '0'
    AND (o.intervention_received IS NOT NULL OR o.intervention_offered IS NOT NULL)
