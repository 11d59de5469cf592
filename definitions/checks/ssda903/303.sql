/*---
rule = "303"
title = "UASC status has an end date, but the header does not show the child as unaccompanied"
advice = "Put 1 in the header's UASC column, or remove the end date."
cells = ["uasc.duc", "header.uasc"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 303"
---*/
SELECT u.row_id AS uasc_row, h.row_id AS header_row
FROM uasc u
JOIN header h ON h.child = u.child
WHERE u.duc IS NOT NULL AND (h.uasc IS DISTINCT FROM '1')
