/*---
rule = "174"
title = "Date of birth of a mother's child is given for a male"
cells = ["header.sex", "header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 174"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message; U is not taken as male."
[[changed]]
year = 2025
what = "Sex is coded M, F and U"
---*/
-- Figures until 2023/24, letters since.
SELECT h.row_id AS header_row
FROM header h
WHERE h.sex IN ('1', 'M') AND h.mc_dob IS NOT NULL
