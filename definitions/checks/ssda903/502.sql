/*---
rule = "502"
title = "This year's first episode does not start on the day that last year's open episode did"
advice = "An episode open at the end of last year comes first in this year's return, with the same start."
cells = ["episodes.decom", "episodes_last.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 502"
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.decom
    FROM episodes_last l
    WHERE l.dec IS NULL AND l.decom IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM episodes_last m WHERE m.child = l.child AND m.decom > l.decom
        )
)
SELECT e.row_id AS episodes_row, o.row_id AS episodes_last_row
FROM ordered_episodes e
JOIN open_at_end o ON o.child = e.child
WHERE e.nth = 1
    AND e.decom <> o.decom
