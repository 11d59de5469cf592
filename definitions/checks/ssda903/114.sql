/*---
rule = "114"
title = "Whether the adopter was the foster carer is not a valid code"
cells = ["ad1.foster_care"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 114"
unconfirmed = "DfE's own coding was not at hand: taken from the wording of its message, with a blank passing."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE a.foster_care IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'foster_care' AND c.code = a.foster_care)
