/*---
rule = "157"
title = "Age is given as the reason for no SDQ score, but the child is of an age to have one"
advice = "SDQ1 is for children under 4 or over 16 at the date of the assessment; it may be the date of birth that is wrong."
cells = ["oc2.sdq_reason", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 157"
unconfirmed = "DfE's own coding was not at hand: '16 years or under at the end of the year' is taken, as a recorded case has it, as not past the 16th birthday, and a score beside the reason as passing."
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
WHERE o.sdq_reason = 'SDQ1'
    AND o.sdq_score IS NULL
    AND o.dob + INTERVAL '4' YEAR <= $starts
    AND o.dob + INTERVAL '16' YEAR >= $ends
    AND EXISTS (SELECT 1 FROM looked_after_all_year a WHERE a.child = o.child)
