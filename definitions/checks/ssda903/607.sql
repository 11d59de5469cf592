/*---
rule = "607"
title = "Girl left care this year, but it is not said whether she is a mother"
advice = "Say in the header whether she is a mother."
cells = ["header.mother", "header.sex", "episodes.dec", "episodes.rec", "episodes.ls"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 607"

[[changed]]
year = 2025
what = "Female is F instead of 2"
---*/
SELECT h.row_id AS header_row, e.row_id AS episodes_row
FROM episodes e
JOIN header h ON h.child = e.child
WHERE h.sex = CASE WHEN $year >= 2025 THEN 'F' ELSE '2' END
    AND h.mother IS NULL
    AND e.rec <> 'X1'
    AND e.dec BETWEEN $starts AND $ends
    AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
