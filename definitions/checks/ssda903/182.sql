/*---
rule = "182"
title = "OC2 is partly filled in, without all of the four main health items"
advice = "Give immunisations, teeth check, health assessment and substance misuse, or leave all items blank."
cells = [
    "oc2.immunisations", "oc2.teeth_check", "oc2.health_assessment", "oc2.substance_misuse",
    "oc2.convicted", "oc2.health_check", "oc2.intervention_received", "oc2.intervention_offered",
]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 182"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE (
        o.immunisations IS NULL
        OR o.teeth_check IS NULL
        OR o.health_assessment IS NULL
        OR o.substance_misuse IS NULL
    )
    AND (
        o.convicted IS NOT NULL
        OR o.health_check IS NOT NULL
        OR o.intervention_received IS NOT NULL
        OR o.intervention_offered IS NOT NULL
    )
