/*---
rule = "INT31"
title = "Child is more than once in the adoption (AD1) file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["ad1.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT31"
---*/
SELECT f.row_id AS ad1_row
FROM ad1 f
JOIN (
    SELECT child
    FROM ad1
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
