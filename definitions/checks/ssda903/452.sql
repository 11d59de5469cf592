/*---
rule = "452"
title = "Authority of the placement differs from last year's open episode, though the reason for new episode does not"
advice = "Compare the placement postcodes in this year's first episode and last year's final one."
cells = ["episodes.pl_la", "episodes_last.pl_la"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 452"
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.rne, l.pl_la
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
    AND e.rne = o.rne
    AND e.pl_la IS DISTINCT FROM o.pl_la
