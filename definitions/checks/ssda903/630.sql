/*---
rule = "630"
title = "Came into care this year, but the previous permanence is missing or incomplete"
advice = "Enter the previous permanence of the child; unless it is Z1 (none), also the authority and the date of the order."
cells = ["episodes.rne"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 630"
---*/
WITH told AS (
    SELECT child,
        BOOL_AND(COALESCE(prev_perm = 'Z1'
            OR prev_perm IS NOT NULL AND la_perm IS NOT NULL AND date_perm IS NOT NULL, FALSE)
        ) AS complete
    FROM previous_permanence
    GROUP BY child
)
SELECT e.row_id AS episodes_row
FROM episodes e
LEFT JOIN told t ON t.child = e.child
WHERE e.child IS NOT NULL
    AND e.rne = 'S'
    AND e.decom >= $starts
    AND NOT COALESCE(t.complete, FALSE)
