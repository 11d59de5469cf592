/*---
rule = "503E"
title = "Placement provider of this year's first episode differs from that of last year's open episode"
advice = "Either may be wrong, or episodes between the two may be missing."
cells = ["episodes.place_provider", "episodes_last.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 503E"
unconfirmed = "DfE's coding was found for 503D only; this is taken to be the same for the placement provider, so that a blank against a code counts too."
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.place_provider
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
    AND e.place_provider IS DISTINCT FROM o.place_provider
