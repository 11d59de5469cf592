/*---
rule = "175"
title = "Number of adopters is not a valid code"
cells = ["ad1.nb_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 175"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.nb_adoptr IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'nb_adoptr' AND c.code = a.nb_adoptr)
