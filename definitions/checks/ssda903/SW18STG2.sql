/*---
rule = "SW18STG2"
title = "Social worker episode ends on or before the day it begins"
cells = ["social_workers.sw_decom", "social_workers.sw_dec"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2027, validation rule SW18STG2"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_dec <= s.sw_decom
