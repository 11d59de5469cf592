/*---
rule = "562"
title = "First episode began before this year, but last year's return does not end with it"
advice = "Compare the start of the episode with the last episode of the previous return."
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 562"
unconfirmed = "Cases show that the start must be that of an episode of last year; that it must be the latest of them is taken from an existing validator."
---*/
SELECT e.row_id AS episodes_row
FROM ordered_episodes e
WHERE e.nth = 1
    AND e.decom < $starts
    AND NOT EXISTS (
        SELECT 1
        FROM (
            SELECT child, MAX(decom) AS decom
            FROM episodes_last
            GROUP BY child
        ) l
        WHERE l.child = e.child AND l.decom = e.decom
    )
