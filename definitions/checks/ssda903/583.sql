/*---
rule = "583"
title = "Earlier decision on adoption has no end although a later one is recorded"
advice = "Check that both decisions belong in the return, and enter when the earlier one was revoked, even if in an earlier year."
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 583"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.date_placed_ceased IS NULL
    AND p.date_placed_ceased_unread IS NULL
    AND EXISTS (
        SELECT 1
        FROM placed_adoption q
        WHERE q.child = p.child
            AND (
                q.date_placed > p.date_placed
                OR (q.date_placed = p.date_placed AND q.row_id > p.row_id)
            )
    )
