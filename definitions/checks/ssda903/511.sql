/*---
rule = "511"
title = "Two adopters, but their genders are given as for a sole adopter"
advice = "For a couple use MM, FF or MF; M1 and F1 are for a sole adopter."
cells = ["ad1.nb_adoptr", "ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 511"
unconfirmed = "Only M1 and F1 are taken as wrong; a blank or an unknown code is left to other rules."
---*/
SELECT row_id AS ad1_row
FROM ad1
WHERE nb_adoptr = '2' AND sex_adoptr IN ('M1', 'F1')
