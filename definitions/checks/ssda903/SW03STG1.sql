/*---
rule = "SW03STG1"
title = "Social worker episode lacks the worker's id, its start or its reason"
advice = "Every social worker episode needs the worker's id, the date on which it began and the reason for the change."
cells = ["social_workers.sw_id", "social_workers.sw_decom", "social_workers.sw_reason"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule SW03STG1"
---*/
-- An unreadable start is still one that was given; SW04STG1 finds it.
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_id IS NULL
    OR (s.sw_decom IS NULL AND s.sw_decom_unread IS NULL)
    OR s.sw_reason IS NULL
