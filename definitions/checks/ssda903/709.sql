/*---
rule = "709"
title = "Placement is not one expected while a deprivation of liberty order is in force"
advice = "Expected are K2, Z12 and Z13. Check the placement, and the dates of the order."
cells = ["deprivation_of_liberty.dolo_start", "episodes.place"]
severity = "query"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 709"
unconfirmed = "That a day on which the order starts and the episode ends, or the other way round, does not make them overlap."
differs = [{ case = "2026_27/709/0", reason = "The case gives the placement in a column PLACEMENT, which no file of the return has; it is PLACE." }]
---*/
-- Only orders that have ended are looked at, as DfE asks for both dates.
SELECT d.row_id AS deprivation_of_liberty_row, e.row_id AS episodes_row
FROM deprivation_of_liberty d
JOIN episodes e ON e.child = d.child
WHERE d.dolo_end > e.decom
    AND (e.dec IS NULL OR d.dolo_start < e.dec)
    AND e.place NOT IN ('K2', 'Z12', 'Z13')
