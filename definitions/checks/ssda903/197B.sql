/*---
rule = "197B"
title = "No SDQ score or reason for a child looked after the whole year who turned 4 or 17 in it"
advice = "Give the score, or the reason why there is none."
cells = ["oc2.sdq_score", "oc2.sdq_reason", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 197B"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE (
        o.dob + INTERVAL '4' YEAR BETWEEN $starts AND $ends
        OR o.dob + INTERVAL '17' YEAR BETWEEN $starts AND $ends
    )
    AND o.sdq_score IS NULL
    AND o.sdq_score_unread IS NULL
    AND o.sdq_reason IS NULL
