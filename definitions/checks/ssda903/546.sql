/*---
rule = "546"
title = "Health promotion information given for a child of 5 or over"
advice = "Development checks are asked about only for children who are under 5 on 31 March."
cells = ["oc2.health_check", "oc2.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 546"
---*/
SELECT o.row_id AS oc2_row
FROM oc2 o
-- DfE's rule is for children looked after all year only
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.health_check IS NOT NULL AND o.dob + INTERVAL '5' YEAR <= $ends
