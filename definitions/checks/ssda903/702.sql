/*---
rule = "702"
title = "Deprivation of liberty order ends on or before the day it starts"
cells = ["deprivation_of_liberty.dolo_start", "deprivation_of_liberty.dolo_end"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 702"
unconfirmed = "DfE's message speaks of an end before the start; that an order which ends on the day it starts is wrong too is taken from a recorded case."
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_end <= dolo_start
