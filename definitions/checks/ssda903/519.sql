/*---
rule = "519"
title = "Civil partners by legal status (L2), but the genders of adopters are not for a couple"
advice = "L2 goes with MM, FF or MF."
cells = ["ad1.ls_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 519"
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE ls_adoptr = 'L2' AND (sex_adoptr IS NULL OR sex_adoptr NOT IN ('MM', 'FF', 'MF'))
