/*---
rule = "196"
title = "Reason for no SDQ score is not a valid code"
cells = ["oc2.sdq_reason"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 196"
differs = [{ case = "2022_23/196/0", reason = "The case takes an empty text for a code; a blank cell gives no reason, and the rule looks only at one that was given." }]
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.sdq_reason IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM codes c WHERE c.list = 'sdq_reason' AND c.code = o.sdq_reason
    )
