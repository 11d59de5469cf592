/*---
rule = "544"
title = "Child was convicted, but immunisation, teeth, health assessment or substance misuse is missing"
cells = ["oc2.convicted", "oc2.immunisations", "oc2.teeth_check", "oc2.health_assessment", "oc2.substance_misuse"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 544"
unconfirmed = "Completed is taken as a 1: a 0 does not ask for the other fields."
---*/
SELECT row_id AS oc2_row
FROM oc2
WHERE convicted = '1'
    AND (
        immunisations IS NULL
        OR teeth_check IS NULL
        OR health_assessment IS NULL
        OR substance_misuse IS NULL
    )
