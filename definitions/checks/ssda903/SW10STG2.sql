/*---
rule = "SW10STG2"
title = "Social worker episode begins more than 7 days before or after the end of the one before it"
advice = "Check the start against the end of the child's previous social worker episode; an episode between the two may have been left out."
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2024
to = 2025
differs = [{ case = "2024_25/SW10STG2/0", reason = "It holds on beyond 2024/25 there, which its later editions and the rules that follow contradict." }]
source = "DfE, CLA return 2023 to 2025, validation rule SW10STG2"
unconfirmed = "The year of its end: SW10aSTG2 and SW10bSTG2 ask the same in two parts from 2025/26 on."
[[changed]]
year = 2025
what = "First contact (FCONTA) is left out; until then every reason counted"
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
    AND ($year < 2025 OR sw_reason IS DISTINCT FROM 'FCONTA')
