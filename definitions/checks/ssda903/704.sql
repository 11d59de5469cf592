/*---
rule = "704"
title = "Deprivation of liberty order ended outside the year"
cells = ["deprivation_of_liberty.dolo_end"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 704"
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_end < $starts OR dolo_end > $ends
