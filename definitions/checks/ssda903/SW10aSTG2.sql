/*---
rule = "SW10aSTG2"
title = "Social worker episode begins more than 7 days before or after the end of the one before it"
advice = "Check the start against the end of the child's previous social worker episode; an episode between the two may have been left out."
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2027, validation rule SW10aSTG2"
---*/
WITH ordered AS (
    SELECT row_id,
        child,
        sw_decom,
        sw_reason,
        LAG(child) OVER o AS prev_child,
        LAG(sw_dec) OVER o AS prev_dec
    FROM social_workers
    WHERE child IS NOT NULL AND sw_decom IS NOT NULL
    WINDOW o AS (ORDER BY child, sw_decom, sw_dec NULLS LAST, row_id)
)
SELECT row_id AS social_workers_row
FROM ordered
WHERE prev_child = child
    AND (
        sw_decom < prev_dec - INTERVAL '7' DAY
        OR sw_decom > prev_dec + INTERVAL '7' DAY
    )
    AND sw_reason IS DISTINCT FROM 'FCONTA'
