/*---
rule = "144"
title = "Legal status is not a valid code"
cells = ["episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 144"
differs = [{ case = "2022_23/144/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." }]
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.ls IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'ls' AND c.code = e.ls)
