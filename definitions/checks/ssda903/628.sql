/*---
rule = "628"
title = "It is said whether a care leaver is a mother, although she was not in care this year"
advice = "Leave it blank for care leavers who had no episode in the year."
cells = ["header.mother"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 628"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mother IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = h.child)
    AND EXISTS (
        SELECT 1
        FROM oc3 o
        WHERE o.child = h.child
            AND (o.in_touch IS NOT NULL OR o.activ IS NOT NULL OR o.accom IS NOT NULL)
    )
