/*---
rule = "1006"
title = "Kind of missing or away period is not a valid code"
cells = ["missing.missing"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1006"
differs = [{ case = "2022_23/1006/0", reason = "The case counts an empty cell as a wrong code, but a cell with nothing in it as none; both are blank, and only a code that was entered is checked." }]
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.missing IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM codes c WHERE c.list = 'missing' AND c.code = m.missing
    )
