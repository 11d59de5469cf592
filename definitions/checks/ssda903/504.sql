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
runs AS (
    SELECT e.row_id, e.child, e.nth, e.cin,
        -- an episode that does not follow on from the one before begins a run
        SUM(CASE WHEN e.prev_rec = 'X1' AND e.prev_dec = e.decom THEN 0 ELSE 1 END)
            OVER (PARTITION BY e.child ORDER BY e.nth) AS run
    FROM ordered_episodes e
    JOIN changed c ON c.child = e.child
),
compared AS (
    SELECT row_id, cin,
        FIRST_VALUE(cin) OVER (PARTITION BY child, run ORDER BY nth) AS first_cin
    FROM runs
)
SELECT row_id AS episodes_row
FROM compared
WHERE cin <> first_cin
