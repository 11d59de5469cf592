/*---
rule = "543"
title = "Conviction information missing for a child of 10 or over who was looked after all year"
cells = ["oc2.convicted", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 543"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.convicted IS NULL AND o.dob + INTERVAL '10' YEAR <= $ends
