/*---
rule = "180"
title = "SDQ score is not a whole number from 0 to 40"
cells = ["oc2.sdq_score"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 180"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.sdq_score NOT BETWEEN 0 AND 40
    OR o.sdq_score_unread IS NOT NULL
