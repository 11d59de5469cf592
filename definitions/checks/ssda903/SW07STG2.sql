/*---
rule = "SW07STG2"
title = "Social worker episode ends outside the period for which social workers are reported"
advice = "Leave out episodes that ended before the period; an end after 31 March belongs in the next return."
cells = ["social_workers.sw_dec"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW07STG2"
[[changed]]
year = 2025
what = "The period is the year and the one before it; until then only the year"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_dec > $ends
    OR s.sw_dec < CASE WHEN $year >= 2025 THEN $starts - INTERVAL '1' YEAR ELSE $starts END
