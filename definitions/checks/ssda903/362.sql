/*---
rule = "362"
title = "Emergency protection order (L2) lasts more than 21 days"
advice = "Check the legal status and the dates; episodes that follow on from one another are counted together."
cells = ["episodes.ls", "episodes.decom", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 362"
---*/
WITH spells AS (
    SELECT row_id, child, decom, COALESCE(dec, $ends) AS until
    FROM episodes
    WHERE ls = 'L2' AND child IS NOT NULL AND decom IS NOT NULL
),
ordered AS (
    SELECT row_id, child, decom, until,
        MAX(until) OVER (
            PARTITION BY child ORDER BY decom, until, row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached
    FROM spells
),
runs AS (
    SELECT row_id, child, decom, until,
        SUM(CASE WHEN decom <= reached THEN 0 ELSE 1 END) OVER (
            PARTITION BY child ORDER BY decom, until, row_id ROWS UNBOUNDED PRECEDING
        ) AS run
    FROM ordered
),
lengths AS (
    SELECT row_id,
        MIN(decom) OVER (PARTITION BY child, run) AS began,
        MAX(until) OVER (PARTITION BY child, run) AS ended
    FROM runs
)
SELECT row_id AS episodes_row
FROM lengths
WHERE ended > began + INTERVAL '21' DAY
