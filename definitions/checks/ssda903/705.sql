/*---
rule = "705"
title = "Deprivation of liberty order starts while another of the child's is still running"
advice = "Check the end date of the order before it."
cells = ["deprivation_of_liberty.dolo_start", "deprivation_of_liberty.dolo_end"]
severity = "error"
from = 2027
source = "DfE, CLA return 2026/27, validation rule 705"
unconfirmed = "The coding known of this rule asks for a start not before the previous order's start; taken as not before its end, as the message says. Orders follow each other by their ends, one without an end by its start."
---*/
WITH in_turn AS (
    SELECT row_id, child, dolo_start,
        LAG(child) OVER o AS prev_child,
        LAG(dolo_end) OVER o AS prev_end,
        LAG(dolo_end_unread) OVER o AS prev_end_unread
    FROM deprivation_of_liberty
    WHERE dolo_start IS NOT NULL AND child IS NOT NULL
    WINDOW o AS (ORDER BY child, COALESCE(dolo_end, dolo_start), dolo_start, row_id)
)
SELECT row_id AS deprivation_of_liberty_row
FROM in_turn
WHERE prev_child = child
    AND (dolo_start < prev_end OR (prev_end IS NULL AND prev_end_unread IS NULL))
