/*---
rule = "181"
title = "A health or offending item of OC2 is neither 0 nor 1"
cells = [
    "oc2.convicted", "oc2.health_check", "oc2.immunisations", "oc2.teeth_check",
    "oc2.health_assessment", "oc2.substance_misuse", "oc2.intervention_received",
    "oc2.intervention_offered",
]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 181"
unconfirmed = "From DfE's message: an item left blank is accepted here; whether it may be blank is the matter of other rules."
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.convicted NOT IN ('0', '1')
    OR o.health_check NOT IN ('0', '1')
    OR o.immunisations NOT IN ('0', '1')
    OR o.teeth_check NOT IN ('0', '1')
    OR o.health_assessment NOT IN ('0', '1')
    OR o.substance_misuse NOT IN ('0', '1')
    OR o.intervention_received NOT IN ('0', '1')
    OR o.intervention_offered NOT IN ('0', '1')
