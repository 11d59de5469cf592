/*---
rule = "197a"
title = "Both an SDQ score and a reason for no score"
cells = ["oc2.sdq_score", "oc2.sdq_reason"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 197a"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
-- A cell that cannot be read as a score has been filled in all the same.
WHERE (o.sdq_score IS NOT NULL OR o.sdq_score_unread IS NOT NULL)
    AND o.sdq_reason IS NOT NULL
