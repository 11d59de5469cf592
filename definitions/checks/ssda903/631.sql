/*---
rule = "631"
title = "Previous permanence is not a valid code"
cells = ["previous_permanence.prev_perm"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 631"
differs = [{ case = "2022_23/631/0", reason = "The case counts an empty cell as a wrong code, but a cell with nothing in it as none; both are blank, and only a code that was entered is checked." }]
---*/
SELECT p.row_id AS previous_permanence_row
FROM previous_permanence p
WHERE p.prev_perm IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM codes c WHERE c.list = 'prev_perm' AND c.code = p.prev_perm
    )
