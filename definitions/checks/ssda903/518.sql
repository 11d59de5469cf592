/*---
rule = "518"
title = "Same-gender couple (L4), but the genders of adopters are not two men or two women"
advice = "L4 goes with MM or FF."
cells = ["ad1.ls_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 518"
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE ls_adoptr = 'L4' AND (sex_adoptr IS NULL OR sex_adoptr NOT IN ('MM', 'FF'))
