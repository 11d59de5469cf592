/*---
rule = "SW01aSTG1"
title = "Social worker episode from before 1 April 2023 has no worker's id, or an episode has no start"
advice = "Give the social worker's id and the date on which the episode began. The reason may be left out for these early episodes."
cells = ["social_workers.sw_id", "social_workers.sw_decom"]
severity = "error"
from = 2025
to = 2025
differs = [{ case = "2024_25/SW01aSTG1/0", reason = "It holds on beyond 2024/25 there, which its later editions and the rules that follow contradict." }]
source = "DfE, CLA return 2024 to 2025, validation rule SW01aSTG1"
unconfirmed = "The year of its end: a later edition of another open validator drops it from 2025/26 on."
---*/
-- 1 April 2023 is when reasons began to be collected, whichever year is checked.
-- An unreadable start is still one that was given; SW04STG1 finds it.
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE (s.sw_decom < DATE '2023-04-01' AND s.sw_id IS NULL)
    OR (s.sw_decom IS NULL AND s.sw_decom_unread IS NULL)
