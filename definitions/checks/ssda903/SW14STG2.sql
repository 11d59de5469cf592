/*---
rule = "SW14STG2"
title = "Social worker episode has no end, though it is not the child's latest"
cells = ["social_workers.sw_dec"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule SW14STG2"
---*/
WITH ordered AS (
    SELECT row_id,
        sw_dec,
        LEAD(row_id) OVER o AS next_row
    FROM social_workers
    WHERE child IS NOT NULL AND sw_decom IS NOT NULL
    WINDOW o AS (PARTITION BY child ORDER BY sw_decom, sw_dec NULLS LAST, row_id)
)
SELECT row_id AS social_workers_row
FROM ordered
WHERE sw_dec IS NULL AND next_row IS NOT NULL
