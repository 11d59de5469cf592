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
        child,
        sw_dec,
        LEAD(child) OVER (ORDER BY child, sw_decom, sw_dec NULLS LAST, row_id) AS next_child
    FROM social_workers
    WHERE child IS NOT NULL AND sw_decom IS NOT NULL
)
SELECT row_id AS social_workers_row
FROM ordered
WHERE sw_dec IS NOT NULL AND (next_child IS NULL OR next_child <> child)
