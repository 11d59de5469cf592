/*---
rule = "703"
title = "Deprivation of liberty order starts after the end of the year"
cells = ["deprivation_of_liberty.dolo_start"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 703"
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_start > $ends
