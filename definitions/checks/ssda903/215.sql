/*---
rule = "215"
title = "Both care leaver details and items of OC2 on health or offending"
advice = "A child is either looked after for the whole year or a care leaver; check which, and remove the other."
cells = [
    "oc3.in_touch", "oc3.activ", "oc3.accom",
    "oc2.convicted", "oc2.health_check", "oc2.immunisations", "oc2.teeth_check",
    "oc2.health_assessment", "oc2.substance_misuse", "oc2.intervention_received",
    "oc2.intervention_offered",
]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 215"
---*/
SELECT l.row_id AS oc3_row, o.row_id AS oc2_row
FROM oc3 l
JOIN oc2 o ON o.child = l.child
WHERE COALESCE(l.in_touch, l.activ, l.accom) IS NOT NULL
    AND COALESCE(
        o.convicted, o.health_check, o.immunisations, o.teeth_check, o.health_assessment,
        o.substance_misuse, o.intervention_received, o.intervention_offered
    ) IS NOT NULL
