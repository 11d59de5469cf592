/*---
rule = "576"
title = "Missing period open at the end of last year is not carried on this year"
advice = "Report the period again with the same start, and its end if it ended this year."
cells = ["missing.mis_start", "missing_last.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 576"
---*/
WITH open_last AS (
    SELECT row_id, child, mis_start
    FROM missing_last
    WHERE mis_start IS NOT NULL AND mis_end IS NULL AND mis_end_unread IS NULL
),
this_year AS (
    SELECT m.row_id, m.child,
        LAG(m.child) OVER (ORDER BY m.child, m.mis_start NULLS LAST, m.row_id) AS prev_child
    FROM missing m
    WHERE EXISTS (SELECT 1 FROM open_last l WHERE l.child = m.child)
)
-- the first period of this year is named beside the one that should have been it
SELECT f.row_id AS missing_row, l.row_id AS missing_last_row
FROM open_last l
LEFT JOIN this_year f
    ON f.child = l.child AND (f.prev_child IS NULL OR f.prev_child <> f.child)
WHERE NOT EXISTS (
    SELECT 1
    FROM missing m
    WHERE m.child = l.child AND m.mis_start = l.mis_start
)
