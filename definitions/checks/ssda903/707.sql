/*---
rule = "707"
title = "Care ended, but a deprivation of liberty order has no end or ended while not in care"
advice = "Check the end of the order against the end of the child's care."
cells = ["deprivation_of_liberty.dolo_end"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 707"
unconfirmed = "DfE's message speaks only of an order without an end; that an order must also have ended within a period of care is taken from a recorded case."
---*/
-- A period of care here is an unbroken run of episodes, whatever the reason given for each.
WITH runs AS (
    SELECT child, decom, dec, next_row, next_decom,
        SUM(CASE WHEN prev_row IS NULL OR decom > prev_dec THEN 1 ELSE 0 END) OVER (
            ORDER BY child, nth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM ordered_episodes e
    WHERE EXISTS (SELECT 1 FROM deprivation_of_liberty d WHERE d.child = e.child)
),
care AS (
    SELECT child,
        MIN(decom) AS began,
        MAX(COALESCE(dec, next_decom)) AS ended,
        BOOL_OR(dec IS NULL AND next_row IS NULL) AS goes_on
    FROM runs
    GROUP BY child, run
)
SELECT d.row_id AS deprivation_of_liberty_row
FROM deprivation_of_liberty d
WHERE d.dolo_start IS NOT NULL
    AND EXISTS (SELECT 1 FROM care c WHERE c.child = d.child)
    AND NOT EXISTS (
        SELECT 1
        FROM care c
        WHERE c.child = d.child
            AND (d.dolo_end >= c.began AND (c.goes_on OR d.dolo_end <= c.ended)
                OR d.dolo_end IS NULL AND c.goes_on AND d.dolo_start >= c.began)
    )
