/*---
rule = "700"
title = "Start date of the deprivation of liberty order is missing or not a date"
cells = ["deprivation_of_liberty.dolo_start"]
severity = "error"
from = 2027
differs = [{ case = "2026_27/700/0", reason = "It has yyyy/mm/dd as no date. Here it is read as the day that it plainly means." }]
source = "DfE, CLA return 2026/27, validation rule 700"
---*/
SELECT row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty
WHERE dolo_start IS NULL OR dolo_start_unread IS NOT NULL
