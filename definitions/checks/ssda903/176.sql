/*---
rule = "176"
title = "Sex of the adopters is not a valid code"
cells = ["ad1.sex_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 176"
differs = [{ case = "2022_23/176/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." }]
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.sex_adoptr IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'sex_adoptr' AND c.code = a.sex_adoptr)
