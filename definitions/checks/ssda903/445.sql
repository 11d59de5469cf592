/*---
rule = "445"
title = "Freeing order (D1) given for an episode that began after 2005"
advice = "Freeing orders could not be applied for after 30 December 2005: a later order is most likely a placement order (E1)."
cells = ["episodes.ls", "episodes.decom"]
severity = "error"
to = 2024
source = "DfE, CLA returns 2022 to 2024, validation rule 445"
unconfirmed = "Taken from the wording of the rule: an episode that began on 31 December 2005 is still allowed; and that it went with the other rules on freeing orders (555 and 556) after 2023/24, as an existing validator has it."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'D1' AND decom > DATE '2005-12-31'
