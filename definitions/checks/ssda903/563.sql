/*---
rule = "563"
title = "Plan for adoption was given up, but the decision on adoption has no date"
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased", "placed_adoption.reason_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 563"
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.date_placed IS NULL
    AND p.date_placed_unread IS NULL
    AND (p.date_placed_ceased IS NOT NULL OR p.date_placed_ceased_unread IS NOT NULL)
    AND p.reason_placed_ceased IS NOT NULL
