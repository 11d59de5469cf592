/*---
rule = "706"
title = "Deprivation of liberty order still open last year is not the first one of this year"
advice = "Bring the order over with the same start date, or check whether it had ended."
cells = ["deprivation_of_liberty.dolo_start", "deprivation_of_liberty_last.dolo_start"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 706"
differs = [{ case = "2026_27/706/0", reason = "The case gives the row of last year's table as though it were a row of this year's; the row of this year is the child's first order, with another start date." }]
---*/
WITH open_last AS (
    SELECT row_id, child, dolo_start,
        LEAD(child) OVER (ORDER BY child, dolo_start, row_id) AS next_child
    FROM deprivation_of_liberty_last
    WHERE child IS NOT NULL AND dolo_start IS NOT NULL AND dolo_end IS NULL
),
this_year AS (
    SELECT row_id, child, dolo_start,
        LAG(child) OVER (ORDER BY child, dolo_start, row_id) AS prev_child
    FROM deprivation_of_liberty
    WHERE child IS NOT NULL AND dolo_start IS NOT NULL
)
SELECT l.row_id AS deprivation_of_liberty_last_row, d.row_id AS deprivation_of_liberty_row
FROM open_last l
LEFT JOIN this_year d
    ON d.child = l.child AND (d.prev_child IS NULL OR d.prev_child <> d.child)
WHERE (l.next_child IS NULL OR l.next_child <> l.child)
    AND (d.dolo_start IS DISTINCT FROM l.dolo_start)
