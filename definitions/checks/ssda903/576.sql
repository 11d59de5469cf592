/*---
rule = "576"
title = "Missing period open at the end of last year is not carried on this year"
advice = "Report the period again with the same start, and its end if it ended this year."
cells = ["missing.mis_start", "missing_last.mis_start"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 576"
---*/
WITH firsts AS (
    SELECT row_id, child,
        ROW_NUMBER() OVER (PARTITION BY child ORDER BY mis_start NULLS LAST, row_id) AS n
    FROM missing
)
SELECT f.row_id AS missing_row, l.row_id AS missing_last_row
FROM missing_last l
LEFT JOIN firsts f ON f.child = l.child AND f.n = 1
WHERE l.mis_start IS NOT NULL
    AND l.mis_end IS NULL
    AND l.mis_end_unread IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM missing m
        WHERE m.child = l.child AND m.mis_start = l.mis_start
    )
