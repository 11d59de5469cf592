/*---
rule = "SW06STG2"
title = "Social worker episode begins after the end of the year"
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW06STG2"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_decom > $ends
