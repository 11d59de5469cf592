/*---
rule = "444"
title = "Unique pupil number (UPN) is given more than once in the return"
advice = "Find out whose number it is; the codes UN1 to UN5 may stand for several children."
cells = ["header.upn"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026 onwards, validation rule 444"
---*/
WITH repeated AS (
    SELECT upn
    FROM header
    WHERE upn NOT IN ('UN1', 'UN2', 'UN3', 'UN4', 'UN5')
    GROUP BY upn
    HAVING COUNT(1) > 1
)
SELECT h.row_id AS header_row
FROM header h
JOIN repeated r ON r.upn = h.upn
