/*---
rule = "190"
title = "Health or offending items of OC2 for a child not looked after for the whole year"
advice = "Remove the items, or check the child's episodes."
cells = [
    "oc2.convicted", "oc2.health_check", "oc2.immunisations", "oc2.teeth_check",
    "oc2.health_assessment", "oc2.substance_misuse", "oc2.intervention_received",
    "oc2.intervention_offered",
]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 190"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE COALESCE(
        o.convicted, o.health_check, o.immunisations, o.teeth_check, o.health_assessment,
        o.substance_misuse, o.intervention_received, o.intervention_offered
    ) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM looked_after_all_year y WHERE y.child = o.child)
