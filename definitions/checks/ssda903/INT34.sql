/*---
rule = "INT34"
title = "Child is more than once in the care leavers (OC3) file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["oc3.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT34"
---*/
SELECT f.row_id AS oc3_row
FROM oc3 f
JOIN (
    SELECT child
    FROM oc3
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
