/*---
rule = "554"
title = "Decision on adoption is dated after the placement order was granted"
advice = "Check both dates. Where the placement order was granted in an earlier year and its first episode is not in this return, the finding may be unfounded."
cells = ["placed_adoption.date_placed", "episodes.decom", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 554"
unconfirmed = "Which decision counts where a child has several: assumed that one decision in force on the day of the order is enough."
---*/
WITH firsts AS (
    SELECT child, MIN(nth) AS nth
    FROM ordered_episodes
    WHERE ls = 'E1'
    GROUP BY child, period
),
orders AS (
    SELECT e.row_id, e.child, e.decom
    FROM ordered_episodes e
    JOIN firsts f ON f.child = e.child AND f.nth = e.nth
)
SELECT p.row_id AS placed_adoption_row, o.row_id AS episodes_row
FROM orders o
JOIN placed_adoption p ON p.child = o.child
WHERE p.date_placed > o.decom
    -- An earlier decision counts unless it was revoked before that day.
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption q
        WHERE q.child = o.child
            AND q.date_placed <= o.decom
            AND NOT COALESCE(q.date_placed_ceased < o.decom, FALSE)
    )
