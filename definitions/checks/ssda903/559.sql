/*---
rule = "559"
title = "Decision on adoption was made before this year, but was not in last year's return"
advice = "Check the date of the decision; if it is right, last year's return lacks it."
cells = ["placed_adoption.date_placed"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 559"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.date_placed < $starts
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption_last l
        WHERE l.child = p.child
            AND (l.date_placed IS NOT NULL OR l.date_placed_unread IS NOT NULL)
    )
