/*---
rule = "SW17STG2"
title = "Child's latest social worker episode has ended, so none is open on 31 March"
advice = "Clear the end if the worker still has the child, or add the episode that follows."
cells = ["social_workers.sw_decom", "social_workers.sw_dec"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2027, validation rule SW17STG2"
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
WHERE sw_dec IS NOT NULL AND next_row IS NULL
