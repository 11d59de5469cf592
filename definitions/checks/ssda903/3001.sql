/*---
rule = "3001"
title = "Care leaver with former foster carers around the 17th birthday"
advice = "A young person who has left care at 17 cannot be with the former foster carers (Z1, Z2); check the accommodation."
cells = ["oc3.accom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 3001"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE o.accom IN ('Z1', 'Z2')
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = o.child
            AND h.dob + INTERVAL '17' YEAR BETWEEN $starts AND $ends
    )
