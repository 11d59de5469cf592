/*---
rule = "185"
title = "SDQ score given for a child not looked after for the whole year"
advice = "Remove the score, or check the child's episodes."
cells = ["oc2.sdq_score"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 185"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
-- A cell that cannot be read as a score has been filled in all the same.
WHERE (o.sdq_score IS NOT NULL OR o.sdq_score_unread IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM looked_after_all_year y WHERE y.child = o.child)
