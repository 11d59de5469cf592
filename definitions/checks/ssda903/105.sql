/*---
rule = "105"
title = "Whether the child is UASC is blank or not a valid code"
cells = ["header.uasc"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 105"
differs = [{ case = "2022_23/105/0", reason = "Another open validator leaves CSV files out because their header has no such column; here the check needs the column and so does not run on such files, and where the column is there it is checked." }]
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.uasc IS NULL OR h.uasc NOT IN ('0', '1')
