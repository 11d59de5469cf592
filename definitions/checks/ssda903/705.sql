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
    SELECT row_id, dolo_start,
        LAG(row_id) OVER o AS prev_row,
        LAG(dolo_end) OVER o AS prev_end
    FROM deprivation_of_liberty
    WHERE dolo_start IS NOT NULL AND child IS NOT NULL
    WINDOW o AS (
        PARTITION BY child ORDER BY COALESCE(dolo_end, dolo_start), dolo_start, row_id
    )
)
SELECT row_id AS deprivation_of_liberty_row
FROM in_turn
WHERE prev_row IS NOT NULL AND (prev_end IS NULL OR dolo_start < prev_end)
