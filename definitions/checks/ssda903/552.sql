/*---
rule = "552"
title = "Decision on adoption is later than the first placement for adoption"
advice = "Check the date of the decision and the start of the first episode in an adoptive placement."
cells = ["placed_adoption.date_placed", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 552"
unconfirmed = "Which decision counts where a child has several: assumed that one decision in force on the day of the first adoptive placement of the period of care is enough."
---*/
WITH firsts AS (
    SELECT child, MIN(nth) AS nth
    FROM ordered_episodes
    WHERE place IN ('A3', 'A4', 'A5', 'A6')
    GROUP BY child, period
),
placements AS (
    SELECT e.row_id, e.child, e.decom
    FROM ordered_episodes e
    JOIN firsts f ON f.child = e.child AND f.nth = e.nth
)
SELECT p.row_id AS placed_adoption_row, f.row_id AS episodes_row
FROM placements f
JOIN placed_adoption p ON p.child = f.child
WHERE p.date_placed > f.decom
    -- An earlier decision counts unless it was revoked before that day.
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption q
        WHERE q.child = f.child
            AND q.date_placed <= f.decom
            AND NOT COALESCE(q.date_placed_ceased < f.decom, FALSE)
    )
