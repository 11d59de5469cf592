/*---
rule = "560"
title = "Decision on adoption has another date than in last year's return, where it still stood"
advice = "If the decision did not change, give the date of last year's return; if it did, record when it was revoked."
cells = ["placed_adoption.date_placed"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 560"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE EXISTS (
        SELECT 1
        FROM placed_adoption_last l
        WHERE l.child = p.child
            AND l.date_placed IS NOT NULL
            AND l.date_placed_ceased IS NULL
            AND l.date_placed_ceased_unread IS NULL
    )
    -- A second decision made this year is no problem beside the one of last year.
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption q
        JOIN placed_adoption_last l ON l.child = q.child AND l.date_placed = q.date_placed
        WHERE q.child = p.child
            AND l.date_placed_ceased IS NULL
            AND l.date_placed_ceased_unread IS NULL
    )
