/*---
rule = "SW09STG2"
title = "Social worker episode is very short"
advice = "Check both dates: until 2024/25 the episode begins and ends on one day, from 2025/26 it lasts less than three days."
cells = ["social_workers.sw_decom", "social_workers.sw_dec"]
severity = "query"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW09STG2"
unconfirmed = "The limit from 2025/26: three days, counted as the end less the start, so that an end before the start is found too (DfE's message still speaks of 24 hours)."
[[changed]]
year = 2026
what = "Less than three days, and an end before the start; until then the same day only"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_dec = s.sw_decom
    OR ($year >= 2026 AND s.sw_dec < s.sw_decom + INTERVAL '3' DAY)
