/*---
rule = "198"
title = "Reason for no SDQ score given for a child not looked after for the whole year"
advice = "Remove the reason, or check the child's episodes."
cells = ["oc2.sdq_reason"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 198"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.sdq_reason IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM looked_after_all_year y WHERE y.child = o.child)
