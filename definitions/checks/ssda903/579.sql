/*---
rule = "579"
title = "Decision on adoption is made while an earlier one of the child still stands"
advice = "Enter when the earlier decision was revoked, or correct the dates."
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 579"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE EXISTS (
    SELECT 1
    FROM placed_adoption q
    WHERE q.child = p.child
        AND (
            q.date_placed < p.date_placed
            OR (q.date_placed = p.date_placed AND q.row_id < p.row_id)
        )
        AND (
            (q.date_placed_ceased IS NULL AND q.date_placed_ceased_unread IS NULL)
            OR p.date_placed < q.date_placed_ceased
        )
)
