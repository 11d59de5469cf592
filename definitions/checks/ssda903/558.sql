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
        LEAD(child) OVER (ORDER BY child, date_placed NULLS FIRST, row_id) AS next_child
    FROM placed_adoption
    WHERE child IS NOT NULL
),
revoked AS (
    SELECT child
    FROM decisions
    GROUP BY child
    HAVING SUM(CASE WHEN ceased THEN 1 ELSE 0 END) > 1
        AND BOOL_OR(ceased AND (next_child IS NULL OR next_child <> child))
)
SELECT e.row_id AS episodes_row
FROM episodes e
JOIN revoked r ON r.child = e.child
WHERE e.rec IN ('E11', 'E12')
