/*---
rule = "SW15STG2"
title = "Reason for the change of social worker is missing"
cells = ["social_workers.sw_reason"]
severity = "error"
from = 2025
to = 2025
source = "DfE, CLA return 2024 to 2025, validation rule SW15STG2"
unconfirmed = "Known from an existing validator only, which wrote it for 2024/25 and later took it off that very year, so DfE seems to have withdrawn it; it is kept for 2024/25 alone."
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_reason IS NULL AND s.sw_decom >= $starts - INTERVAL '1' YEAR
