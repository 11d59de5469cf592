/*---
rule = "1009"
title = "Reason for the change of placement is not a valid code"
cells = ["episodes.reason_place_change"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1009"
differs = [{ case = "2022_23/1009/0", reason = "The case counts an empty cell as a wrong code, but a cell with nothing in it as none; both are blank, and only a code that was entered is checked." }]
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.reason_place_change IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM codes c
        WHERE c.list = 'reason_place_change' AND c.code = e.reason_place_change
    )
