/*---
rule = "INT33"
title = "Child is more than once in the outcomes (OC2) file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["oc2.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT33"
unconfirmed = "No words of DfE were found for this check; it is read as its siblings for the other files are (INT31 to INT36)."
---*/
SELECT f.row_id AS oc2_row
FROM oc2 f
JOIN (
    SELECT child
    FROM oc2
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
