/*---
rule = "503C"
title = "Category of need of this year's first episode differs from that of last year's open episode"
advice = "Either may be wrong, or episodes between the two may be missing."
cells = ["episodes.cin", "episodes_last.cin"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 503C"
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.cin
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
    AND e.cin IS DISTINCT FROM o.cin
