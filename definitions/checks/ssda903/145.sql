/*---
rule = "145"
title = "Category of need is not a valid code"
cells = ["episodes.cin"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 145"
differs = [{ case = "2022_23/145/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." }]
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.cin IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'cin' AND c.code = e.cin)
