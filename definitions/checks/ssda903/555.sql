/*---
rule = "555"
title = "Freeing order (D1), but the decision on adoption is missing, undated or revoked"
advice = "Add the decision and its date; if it was revoked, check whether the order still stands."
cells = ["episodes.ls", "placed_adoption.date_placed", "placed_adoption.date_placed_ceased", "placed_adoption.reason_placed_ceased"]
severity = "error"
to = 2024
source = "DfE, CLA return 2022 to 2023, validation rule 555"
unconfirmed = "Cases show only children with one decision. Assumed that an earlier decision that was revoked is no problem beside one that stands, and that a decision without a date counts as none."
---*/
WITH orders AS (
    SELECT child, BOOL_OR(dec IS NULL) AS going_on
    FROM episodes
    WHERE ls = 'D1'
    GROUP BY child
),
decisions AS (
    SELECT row_id, child,
        date_placed IS NOT NULL OR date_placed_unread IS NOT NULL AS dated,
        date_placed_ceased IS NOT NULL
            OR date_placed_ceased_unread IS NOT NULL
            OR reason_placed_ceased IS NOT NULL AS ceased
    FROM placed_adoption
),
children AS (
    SELECT child, BOOL_OR(dated) AS dated, BOOL_OR(dated AND NOT ceased) AS in_force
    FROM decisions
    GROUP BY child
)
SELECT e.row_id AS episodes_row, CAST(NULL AS BIGINT) AS placed_adoption_row
FROM episodes e
WHERE e.ls = 'D1'
    AND NOT EXISTS (SELECT 1 FROM placed_adoption p WHERE p.child = e.child)
UNION ALL
SELECT CAST(NULL AS BIGINT) AS episodes_row, d.row_id AS placed_adoption_row
FROM decisions d
JOIN children c ON c.child = d.child
JOIN orders o ON o.child = d.child
-- While the order goes on there has to be a decision that still stands.
WHERE NOT c.dated OR (o.going_on AND d.ceased AND NOT c.in_force)
