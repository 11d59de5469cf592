/*---
rule = "579"
title = "Decision on adoption is made while an earlier one of the child still stands"
advice = "Enter when the earlier decision was revoked, or correct the dates."
cells = ["placed_adoption.date_placed", "placed_adoption.date_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 579"
---*/
WITH decisions AS (
    SELECT row_id, date_placed,
        BOOL_OR(date_placed_ceased IS NULL AND date_placed_ceased_unread IS NULL)
            OVER o AS earlier_stands,
        MAX(date_placed_ceased) OVER o AS earlier_ceased
    FROM placed_adoption
    WHERE date_placed IS NOT NULL
    WINDOW o AS (
        PARTITION BY child ORDER BY date_placed, row_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
SELECT d.row_id AS placed_adoption_row
FROM decisions d
WHERE d.earlier_stands OR d.date_placed < d.earlier_ceased
