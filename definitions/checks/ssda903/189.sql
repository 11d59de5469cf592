/*---
rule = "189"
title = "SDQ score or reason given for a child over 17 at the start of the year"
cells = ["oc2.sdq_score", "oc2.sdq_reason", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 189"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
-- DfE's coding asks for more than 17 years: rule 197B wants a score of a child who turns 17 on
-- the first day.
WHERE o.dob + INTERVAL '17' YEAR < $starts
    -- A cell that cannot be read as a score has been filled in all the same.
    AND (
        o.sdq_score IS NOT NULL
        OR o.sdq_score_unread IS NOT NULL
        OR o.sdq_reason IS NOT NULL
    )
