/*---
rule = "574"
title = "Missing period overlaps another of the same child, or follows one that has no end"
advice = "Compare the periods of the child: give the earlier one its end, or correct the dates."
cells = ["missing.mis_start", "missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 574"
unconfirmed = "No case and no coding by DfE seen. Assumed that a period may start on the day on which another ends; which of two overlapping periods is named follows an existing validator."
---*/
-- Ordered by their ends, a period that overlaps any earlier one overlaps the one just before
-- it, so that neighbours are all that need comparing. An open period stands at its start.
WITH periods AS (
    SELECT row_id, child, mis_start,
        LAG(child) OVER o AS prev_child,
        LAG(mis_end) OVER o AS prev_end,
        LAG(mis_end_unread) OVER o AS prev_end_unread
    FROM missing
    WHERE child IS NOT NULL AND mis_start IS NOT NULL
    WINDOW o AS (ORDER BY child, COALESCE(mis_end, mis_start), mis_start, row_id)
)
SELECT p.row_id AS missing_row
FROM periods p
WHERE p.prev_child = p.child
    AND (p.mis_start < p.prev_end OR (p.prev_end IS NULL AND p.prev_end_unread IS NULL))
