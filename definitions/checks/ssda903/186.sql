/*---
rule = "186"
title = "No SDQ score or reason for a child aged 4 to 16 who was looked after the whole year"
advice = "Give the score, or the reason why there is none."
cells = ["oc2.sdq_score", "oc2.sdq_reason"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 186"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.dob + INTERVAL '4' YEAR <= $starts
    AND o.dob + INTERVAL '17' YEAR > $ends
    AND o.sdq_score IS NULL
    AND o.sdq_score_unread IS NULL
    AND o.sdq_reason IS NULL
