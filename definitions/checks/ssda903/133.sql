/*---
rule = "133"
title = "Accommodation after leaving care is blank or not a valid code"
advice = "No fixed abode (S2) and custody (X2) can only be given as unsuitable."
cells = ["oc3.accom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 133"
unconfirmed = "That S1 and X1 are not valid, though file layouts list them, is taken from another open validator's list of DfE's valid codes; no case tells of them."
---*/
-- Layouts list S1 and X1, but no fixed abode and custody are never suitable accommodation.
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE o.accom IN ('S1', 'X1')
    OR NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'accom' AND c.code = o.accom)
