/*---
rule = "SW11aSTG2"
title = "Social worker episode ended before 27 March, and no other begins within 5 days of its end"
advice = "Add the episode that follows, or correct the dates. The row marked is the child's next one, or the ended one where there is none."
cells = ["social_workers.sw_dec", "social_workers.sw_decom"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule SW11aSTG2"
unconfirmed = "That an ended episode with none at all after it is a fault too, as DfE's message says; another open validator compares rows only with a next one."
---*/
WITH ordered AS (
    SELECT row_id,
        child,
        sw_dec,
        LEAD(child) OVER o AS next_child,
        LEAD(row_id) OVER o AS next_row
    FROM social_workers
    WHERE child IS NOT NULL
    WINDOW o AS (ORDER BY child, sw_decom NULLS LAST, row_id)
)
SELECT DISTINCT
    CASE WHEN e.next_child = e.child THEN e.next_row ELSE e.row_id END AS social_workers_row
FROM ordered e
WHERE e.sw_dec <= $ends - INTERVAL '5' DAY
    AND NOT EXISTS (
        SELECT 1
        FROM social_workers x
        WHERE x.child = e.child
            AND x.row_id <> e.row_id
            AND x.sw_decom >= e.sw_dec - INTERVAL '5' DAY
            AND x.sw_decom <= e.sw_dec + INTERVAL '5' DAY
    )
