/*---
rule = "554"
title = "Decision on adoption is dated after the placement order was granted"
advice = "Check both dates. Where the placement order was granted in an earlier year and its first episode is not in this return, the finding may be unfounded."
cells = ["placed_adoption.date_placed", "episodes.decom", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 554"
unconfirmed = "Which decision counts where a child has several: assumed that one decision in force on the day of the order is enough."
---*/
WITH orders AS (
    SELECT row_id, child, decom,
        ROW_NUMBER() OVER (PARTITION BY child, period ORDER BY nth) AS n
    FROM ordered_episodes
    WHERE ls = 'E1'
)
SELECT p.row_id AS placed_adoption_row, o.row_id AS episodes_row
FROM orders o
JOIN placed_adoption p ON p.child = o.child
WHERE o.n = 1
    AND p.date_placed > o.decom
    -- An earlier decision counts unless it was revoked before that day.
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption q
        WHERE q.child = o.child
            AND q.date_placed <= o.decom
            AND NOT COALESCE(q.date_placed_ceased < o.decom, FALSE)
    )
