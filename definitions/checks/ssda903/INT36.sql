/*---
rule = "INT36"
title = "Child is more than once in the unaccompanied children (UASC) file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["uasc.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT36"
---*/
SELECT f.row_id AS uasc_row
FROM uasc f
JOIN (
    SELECT child
    FROM uasc
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
