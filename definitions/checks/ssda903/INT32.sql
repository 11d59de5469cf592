/*---
rule = "INT32"
title = "Child is more than once in the header file"
advice = "Each child may have one row in this file; remove or merge the others."
cells = ["header.child"]
severity = "error"
source = "Consistency of the files of the CLA return, check INT32"
unconfirmed = "No words of DfE were found for this check; it is read as its siblings for the other files are (INT31 to INT36)."
---*/
SELECT f.row_id AS header_row
FROM header f
JOIN (
    SELECT child
    FROM header
    GROUP BY child
    HAVING COUNT(*) > 1
) twice ON twice.child = f.child
