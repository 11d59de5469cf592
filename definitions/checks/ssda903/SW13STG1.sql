/*---
rule = "SW13STG1"
title = "Reason for the change of social worker is not a valid code, or is missing"
cells = ["social_workers.sw_reason"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW13STG1"
unconfirmed = "That from 2024/25 a missing reason is a fault for episodes that began on 1 April 2023 or later: read from an existing validator."
[[changed]]
year = 2025
what = "A blank reason is a fault only if the episode began on 1 April 2023 or later; until then always"
---*/
-- 1 April 2023 is when reasons began to be collected, whichever year is checked.
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE (s.sw_reason IS NULL AND ($year < 2025 OR s.sw_decom >= DATE '2023-04-01'))
    OR (
        s.sw_reason IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM codes c WHERE c.list = 'sw_reason' AND c.code = s.sw_reason
        )
    )
