/*---
rule = "367"
title = "Short breaks of the child come to more than 75 days in the year"
cells = ["episodes.ls", "episodes.decom", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 367"
---*/
WITH breaks AS (
    SELECT row_id, child,
        -- Only days within the year count; open breaks run to its end.
        CAST(LEAST(COALESCE(dec, $ends), $ends) AS INT) - CAST(GREATEST(decom, $starts) AS INT)
            AS days
    FROM episodes
    WHERE ls = 'V3' AND child IS NOT NULL AND decom IS NOT NULL
),
totals AS (
    SELECT row_id, SUM(days) OVER (PARTITION BY child) AS total
    FROM breaks
    WHERE days > 0
)
SELECT row_id AS episodes_row
FROM totals
WHERE total > 75
