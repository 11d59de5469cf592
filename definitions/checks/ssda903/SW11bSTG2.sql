/*---
rule = "SW11bSTG2"
title = "Social worker episode ended in the last days of the year (26 to 31 March), and none follows"
advice = "Add the episode that follows, or correct the dates. The row marked is the child's row without a start, or the ended one where there is none."
cells = ["social_workers.sw_dec", "social_workers.sw_decom"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW11bSTG2"
unconfirmed = "The days (26 to 31 March), and that a following episode may begin at any time: read from an existing validator."
---*/
-- What follows begins later, or on or after the end; a row that ends before it begins is no
-- successor, and SW18STG2 finds it.
SELECT DISTINCT COALESCE(b.row_id, e.row_id) AS social_workers_row
FROM social_workers e
LEFT JOIN (
    SELECT child, MIN(row_id) AS row_id
    FROM social_workers
    WHERE sw_decom IS NULL AND sw_decom_unread IS NULL
    GROUP BY child
) b ON b.child = e.child
WHERE e.child IS NOT NULL
    AND e.sw_dec >= $ends - INTERVAL '5' DAY
    AND e.sw_dec <= $ends
    AND NOT EXISTS (
        SELECT 1
        FROM social_workers x
        WHERE x.child = e.child
            AND x.row_id <> e.row_id
            AND (x.sw_decom > e.sw_decom OR x.sw_decom >= e.sw_dec)
            AND (x.sw_dec IS NULL OR x.sw_dec >= x.sw_decom)
    )
