/*---
rule = "SW05STG1"
title = "End of the social worker episode is not a date"
cells = ["social_workers.sw_dec"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW05STG1"
unconfirmed = "That a blank end is no fault here, as for the start in SW04STG1."
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_dec_unread IS NOT NULL
