/*---
rule = "INT35"
title = "Child is more than once in the previous permanence file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["previous_permanence.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT35"
---*/
SELECT f.row_id AS previous_permanence_row
FROM previous_permanence f
JOIN (
    SELECT child
    FROM previous_permanence
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
