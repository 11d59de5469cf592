/*---
rule = "634"
title = "Previous permanence given, but every episode of the child began before 1 April 2016"
advice = "Previous permanence is asked only of children who came into care on or after 1 April 2016. Check the start dates of the episodes."
cells = ["previous_permanence.prev_perm", "previous_permanence.la_perm", "previous_permanence.date_perm", "episodes.decom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 634"
---*/
-- The day is fixed in the rule: from then on previous permanence was collected.
WITH early AS (
    SELECT child
    FROM episodes
    GROUP BY child
    HAVING MAX(decom) < DATE '2016-04-01'
)
SELECT p.row_id AS previous_permanence_row, e.row_id AS episodes_row
FROM previous_permanence p
JOIN early y ON y.child = p.child
JOIN episodes e ON e.child = p.child
WHERE p.prev_perm IS NOT NULL OR p.la_perm IS NOT NULL OR p.date_perm IS NOT NULL
