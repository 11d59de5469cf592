/*---
rule = "SW19STG2"
title = "Child has another social worker episode that begins on the same day"
advice = "Remove the one too many, or correct its start. The later row of the file is marked."
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2027, validation rule SW19STG2"
---*/
-- One finding a pair: the first row of the file with that start is left out.
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE EXISTS (
    SELECT 1
    FROM social_workers x
    WHERE x.child = s.child AND x.sw_decom = s.sw_decom AND x.row_id < s.row_id
)
