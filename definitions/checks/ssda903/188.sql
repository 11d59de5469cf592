/*---
rule = "188"
title = "SDQ score or reason given for a child under 4 at the end of the year"
cells = ["oc2.sdq_score", "oc2.sdq_reason", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 188"
unconfirmed = "From DfE's message: a child whose fourth birthday is the last day of the year is not under 4."
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.dob + INTERVAL '4' YEAR > $ends
    -- A cell that cannot be read as a score has been filled in all the same.
    AND (
        o.sdq_score IS NOT NULL
        OR o.sdq_score_unread IS NOT NULL
        OR o.sdq_reason IS NOT NULL
    )
