/*---
rule = "348"
title = "Care leaver was reported as dead last year, but not this year"
advice = "Check the answer of both years; if last year's was right, this year's must be DIED too."
cells = ["oc3.in_touch"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 348"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE (o.in_touch IS DISTINCT FROM 'DIED')
    AND EXISTS (SELECT 1 FROM oc3_last l WHERE l.child = o.child AND l.in_touch = 'DIED')
