/*---
rule = "SW01bSTG1"
title = "Social worker episode from 1 April 2023 on lacks the worker's id, its start or its reason"
advice = "Give the social worker's id, the date on which the episode began and the reason for the change."
cells = ["social_workers.sw_id", "social_workers.sw_decom", "social_workers.sw_reason"]
severity = "error"
from = 2025
to = 2025
source = "DfE, CLA return 2024 to 2025, validation rule SW01bSTG1"
unconfirmed = "The year of its end: a later edition of another open validator drops it from 2025/26 on."
---*/
-- 1 April 2023 is when reasons began to be collected, whichever year is checked.
-- An unreadable start is still one that was given; SW04STG1 finds it.
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE (s.sw_decom >= DATE '2023-04-01' AND (s.sw_id IS NULL OR s.sw_reason IS NULL))
    OR (s.sw_decom IS NULL AND s.sw_decom_unread IS NULL)
