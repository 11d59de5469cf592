/*---
rule = "192"
title = "Substance misuse problem, but not said whether an intervention was received"
cells = ["oc2.substance_misuse", "oc2.intervention_received"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 192"
unconfirmed = "From DfE's message: only the item on intervention received is looked at, not the one on intervention offered."
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.substance_misuse = '1'
    AND o.intervention_received IS NULL
