/*---
rule = "556"
title = "Decision on adoption is dated after the freeing order was granted"
advice = "Check both dates. Where the freeing order was granted in an earlier year and its first episode is not in this return, the finding may be unfounded."
cells = ["episodes.decom", "episodes.ls"]
severity = "error"
to = 2024
source = "DfE, CLA return 2022 to 2023, validation rule 556"
unconfirmed = "Which episode and which decision count where there are several: assumed, as for placement orders (rule 554), the first episode under the order in the period of care, and that one decision in force on that day is enough."
---*/
WITH firsts AS (
    SELECT child, MIN(nth) AS nth
    FROM ordered_episodes
    WHERE ls = 'D1'
    GROUP BY child, period
),
orders AS (
    SELECT e.row_id, e.child, e.decom
    FROM ordered_episodes e
    JOIN firsts f ON f.child = e.child AND f.nth = e.nth
)
SELECT o.row_id AS episodes_row
FROM orders o
WHERE EXISTS (
        SELECT 1
        FROM placed_adoption p
        WHERE p.child = o.child AND p.date_placed > o.decom
    )
    -- An earlier decision counts unless it was revoked before that day.
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption q
        WHERE q.child = o.child
            AND q.date_placed <= o.decom
            AND NOT COALESCE(q.date_placed_ceased < o.decom, FALSE)
    )
