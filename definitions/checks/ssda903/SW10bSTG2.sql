/*---
rule = "SW10bSTG2"
title = "Social worker episode for a first contact begins on or before the end of the one before it"
advice = "A first contact (FCONTA) follows a time without a social worker; check the reason and both dates."
cells = ["social_workers.sw_decom", "social_workers.sw_reason"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2027, validation rule SW10bSTG2"
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
WHERE prev_child = child AND sw_reason = 'FCONTA' AND sw_decom <= prev_dec
