/*---
rule = "118"
title = "Reversal of the adoption decision is dated before the collection year or before the child came into care"
advice = "Only the episodes in this file are looked at, so care that began in an episode of an earlier file is not seen."
cells = ["placed_adoption.date_placed_ceased", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 118"
---*/
WITH earliest AS (
    SELECT child, MIN(nth) AS nth
    FROM ordered_episodes
    WHERE ls IS NULL OR ls NOT IN ('V3', 'V4')
    GROUP BY child
),
first_episode AS (
    SELECT e.child, e.row_id, e.decom
    FROM ordered_episodes e
    JOIN earliest f ON f.child = e.child AND f.nth = e.nth
)
SELECT p.row_id AS placed_adoption_row, e.row_id AS episodes_row
FROM placed_adoption p
LEFT JOIN first_episode e ON e.child = p.child
WHERE p.date_placed_ceased < $starts OR p.date_placed_ceased < e.decom
