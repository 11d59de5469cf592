/*---
rule = "708"
title = "Deprivation of liberty order starts on or before the child's date of birth"
cells = ["deprivation_of_liberty.dolo_start", "deprivation_of_liberty.dob"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 708"
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_start <= dob
