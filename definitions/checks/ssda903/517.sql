/*---
rule = "517"
title = "Unmarried couple of different genders (L3), but the genders of adopters are not a man and a woman"
advice = "L3 goes with MF."
cells = ["ad1.ls_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 517"
unconfirmed = "Missing genders count too, as they do in rules 519 and 520."
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE ls_adoptr = 'L3' AND sex_adoptr IS DISTINCT FROM 'MF'
