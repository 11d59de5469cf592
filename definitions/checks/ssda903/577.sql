/*---
rule = "577"
title = "Child left care, but the missing period has no end, or ends on a day outside care"
advice = "A missing period ends at the latest when the child leaves care."
cells = ["missing.mis_start", "missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 577"
---*/
WITH care AS (
    SELECT child,
        BOOL_OR(dec IS NULL) AS goes_on,
        MAX(CASE WHEN next_decom IS NULL OR next_decom > dec THEN dec END) AS last_left
    FROM ordered_episodes
    GROUP BY child
)
SELECT m.row_id AS missing_row
FROM missing m
JOIN care c ON c.child = m.child
WHERE m.mis_start IS NOT NULL
    AND c.last_left IS NOT NULL
    AND (
        (
            m.mis_end IS NULL
            AND m.mis_end_unread IS NULL
            AND (c.last_left >= m.mis_start OR NOT c.goes_on)
        )
        OR (
            m.mis_end IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                FROM episodes e
                WHERE e.child = m.child
                    AND e.decom <= m.mis_end
                    AND (e.dec IS NULL OR e.dec >= m.mis_end)
            )
        )
    )
