/*---
rule = "NoE"
title = "Episode began before this year, but last year's return has no episode of the child"
advice = "Check the child's number and the start of the episode; if both are right, last year's return lacks the child or was not loaded in full."
cells = ["episodes.decom"]
severity = "error"
source = "Consistency of the files of the CLA return, check NoE"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.decom < $starts
    AND e.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes_last l WHERE l.child = e.child)
