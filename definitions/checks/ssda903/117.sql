/*---
rule = "117"
title = "Adoption decision or its reversal is dated after the collection year or after the child left care"
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 117"
---*/
WITH latest AS (
    SELECT child, MAX(nth) AS nth
    FROM ordered_episodes
    WHERE rec IS DISTINCT FROM 'X1'
    GROUP BY child
),
-- Open, or the one with which care ended.
last_episode AS (
    SELECT e.child, e.row_id, e.dec
    FROM ordered_episodes e
    JOIN latest l ON l.child = e.child AND l.nth = e.nth
)
SELECT p.row_id AS placed_adoption_row, e.row_id AS episodes_row
FROM placed_adoption p
LEFT JOIN last_episode e ON e.child = p.child
WHERE p.date_placed > $ends
    OR p.date_placed_ceased > $ends
    OR p.date_placed > e.dec
    OR p.date_placed_ceased > e.dec
