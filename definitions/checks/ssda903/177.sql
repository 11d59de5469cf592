/*---
rule = "177"
title = "Legal status of the adopters is not a valid code"
cells = ["ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 177"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.ls_adoptr IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'ls_adoptr' AND c.code = a.ls_adoptr)
