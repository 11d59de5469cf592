/*---
rule = "558"
title = "Child was adopted, but the latest of several decisions on adoption is shown as revoked"
advice = "For an adopted child the last decision must stand: leave its end blank, or correct why the episode ended."
cells = ["episodes.rec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 558"
---*/
WITH decisions AS (
    SELECT child,
        date_placed_ceased IS NOT NULL OR date_placed_ceased_unread IS NOT NULL AS ceased,
        ROW_NUMBER() OVER (
            PARTITION BY child ORDER BY date_placed DESC NULLS LAST, row_id DESC
        ) AS from_last
    FROM placed_adoption
),
revoked AS (
    SELECT child
    FROM decisions
    GROUP BY child
    HAVING SUM(CASE WHEN ceased THEN 1 ELSE 0 END) > 1 AND BOOL_OR(from_last = 1 AND ceased)
)
SELECT e.row_id AS episodes_row
FROM episodes e
JOIN revoked r ON r.child = e.child
WHERE e.rec IN ('E11', 'E12')
