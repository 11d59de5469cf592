/*---
rule = "701"
title = "End date of the deprivation of liberty order is not a date"
cells = ["deprivation_of_liberty.dolo_end"]
severity = "error"
from = 2027
differs = [{ case = "2026_27/701/0", reason = "It has yyyy/mm/dd as no date. Here it is read as the day that it plainly means." }]
source = "DfE, CLA return 2026/27, validation rule 701"
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_end_unread IS NOT NULL
