/*---
rule = "520"
title = "Married couple of different genders (L11), but the genders of adopters are not a man and a woman"
advice = "L11 goes with MF."
cells = ["ad1.ls_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 520"
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE ls_adoptr = 'L11' AND sex_adoptr IS DISTINCT FROM 'MF'
