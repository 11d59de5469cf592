/*---
rule = "504"
title = "Category of need differs from that at the start of the period of care"
advice = "The category of need is the one the child came into care with, and stays the same until the period ends."
cells = ["episodes.cin"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 504"
unconfirmed = "A period is taken as the run of episodes that each begin on the day on which the one before ended with X1, as far back as this year's return goes; a blank category is left to other rules."
---*/
-- few children have a change at all, and only theirs need be put in runs
WITH changed AS (
    SELECT DISTINCT child
    FROM ordered_episodes
    WHERE prev_rec = 'X1' AND prev_dec = decom AND (cin IS DISTINCT FROM prev_cin)
),
steps AS (
    SELECT e.row_id, e.child, e.nth, e.cin,
        -- an episode that does not follow on from the one before begins a run
        NOT COALESCE(e.prev_rec = 'X1' AND e.prev_dec = e.decom, FALSE) AS begins
    FROM ordered_episodes e
    JOIN changed c ON c.child = e.child
),
runs AS (
    SELECT row_id, cin, begins,
        SUM(CASE WHEN begins THEN 1 ELSE 0 END) OVER (
            ORDER BY child, nth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM steps
)
SELECT r.row_id AS episodes_row
FROM runs r
JOIN runs f ON f.run = r.run AND f.begins
WHERE r.cin <> f.cin
