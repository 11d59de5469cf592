/*---
rule = "304"
title = "UASC status ends after the 18th birthday"
cells = ["uasc.dob", "uasc.duc"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 304"
---*/
SELECT row_id AS uasc_row
FROM uasc
WHERE duc > dob + INTERVAL '18' YEAR
