/*---
rule = "545"
title = "Health promotion information missing for a child under 5 who was looked after all year"
advice = "Say whether the child's development checks are up to date."
cells = ["oc2.health_check", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 545"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.health_check IS NULL AND o.dob + INTERVAL '5' YEAR > $ends
