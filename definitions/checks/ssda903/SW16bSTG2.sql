/*---
rule = "SW16bSTG2"
title = "Start of the year's first social worker episode is not that of the one open at the end of last year"
advice = "An episode open at the end of last year goes on in this year's return unchanged; correct it here, or check last year's return."
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2025
to = 2025
source = "DfE, CLA return 2024 to 2025, validation rule SW16bSTG2"
unconfirmed = "Known from an existing validator only, which wrote it for 2024/25 and later took it off that very year, so DfE seems to have withdrawn it; it is kept for 2024/25 alone. The first episode of this year is taken to be the earliest that reaches into the year, since the return goes back to the year before."
---*/
WITH last_year AS (
    SELECT child,
        sw_decom,
        sw_dec,
        ROW_NUMBER() OVER (
            PARTITION BY child ORDER BY sw_decom DESC, sw_dec DESC NULLS FIRST, row_id DESC
        ) AS nth_from_end
    FROM social_workers_last
    WHERE child IS NOT NULL AND sw_decom IS NOT NULL
),
this_year AS (
    SELECT row_id,
        child,
        sw_decom,
        ROW_NUMBER() OVER (
            PARTITION BY child ORDER BY sw_decom, sw_dec NULLS LAST, row_id
        ) AS nth
    FROM social_workers
    WHERE child IS NOT NULL AND sw_decom IS NOT NULL AND (sw_dec IS NULL OR sw_dec >= $starts)
)
SELECT t.row_id AS social_workers_row
FROM this_year t
JOIN last_year l ON l.child = t.child
WHERE t.nth = 1 AND l.nth_from_end = 1 AND l.sw_dec IS NULL AND t.sw_decom <> l.sw_decom
