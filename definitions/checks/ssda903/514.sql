/*---
rule = "514"
title = "Sole adopter by legal status (L0), but the genders of adopters are not for one person"
advice = "L0 goes with M1 or F1."
cells = ["ad1.ls_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 514"
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE ls_adoptr = 'L0' AND (sex_adoptr IS NULL OR sex_adoptr NOT IN ('M1', 'F1'))
