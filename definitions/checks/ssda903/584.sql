/*---
rule = "584"
title = "Decision on adoption is not later than last year's, which was revoked according to last year's return"
advice = "Enter the date of the new decision; last year's was revoked."
cells = ["placed_adoption.date_placed"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 584"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE EXISTS (
    SELECT 1
    FROM placed_adoption_last l
    WHERE l.child = p.child
        AND l.date_placed IS NOT NULL
        AND (
            l.date_placed_ceased IS NOT NULL
            OR l.date_placed_ceased_unread IS NOT NULL
            OR l.reason_placed_ceased IS NOT NULL
        )
        AND (
            p.date_placed <= l.date_placed
            OR (p.date_placed IS NULL AND p.date_placed_unread IS NULL)
        )
)
