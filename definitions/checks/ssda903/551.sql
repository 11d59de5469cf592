/*---
rule = "551"
title = "Child is placed for adoption without a date of the decision on adoption"
advice = "Add the date of the decision on adoption, or correct the placement."
cells = ["episodes.place"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 551"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place IN ('A3', 'A4', 'A5', 'A6')
    AND NOT EXISTS (
        SELECT 1
        FROM placed_adoption p
        WHERE p.child = e.child
            AND (p.date_placed IS NOT NULL OR p.date_placed_unread IS NOT NULL)
    )
