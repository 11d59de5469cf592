/*---
rule = "503G"
title = "Placement distance of this year's first episode differs from that of last year's open episode"
advice = "Compare the home and placement postcodes of both, or look for episodes missing between the two."
cells = ["episodes.pl_distance", "episodes_last.pl_distance"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 503G"
unconfirmed = "That distances count as different from 0.2 miles on, and that a distance in only one of the two years counts whichever year it is."
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.pl_distance
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
    AND (
        (e.pl_distance IS NULL) <> (o.pl_distance IS NULL)
        -- rounded, as 10.2 less 10.0 is a little under 0.2 in binary
        OR ROUND(ABS(e.pl_distance - o.pl_distance), 3) >= 0.2
    )
