/*---
rule = "101"
title = "Sex is blank or not a valid code"
advice = "From 2024/25 the codes are M, F and U; before that they were 1 (male) and 2 (female)."
cells = ["header.sex"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 101"
unconfirmed = "DfE's own coding was not at hand: the codes of each year, and that a blank fails, are taken from another open validator's lists of them."
[[changed]]
year = 2025
what = "M, F and U took the place of 1 and 2"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.sex IS NULL
    OR ($year < 2025 AND h.sex NOT IN ('1', '2'))
    OR ($year >= 2025 AND h.sex NOT IN ('M', 'F', 'U'))
