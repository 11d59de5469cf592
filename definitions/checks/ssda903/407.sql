/*---
rule = "407"
title = "Special guardianship order on or after the eighteenth birthday"
advice = "Check the date of birth, the end of the episode and its reason."
cells = ["episodes.dec", "episodes.rec", "header.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 407"
---*/
SELECT e.row_id AS episodes_row, h.row_id AS header_row
FROM episodes e
JOIN header h ON h.child = e.child
WHERE e.rec IN ('E45', 'E46', 'E47', 'E48') AND e.dec >= h.dob + INTERVAL '18' YEAR
