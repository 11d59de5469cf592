/*---
rule = "445"
title = "Freeing order (D1) given for an episode that began after 2005"
advice = "Freeing orders could not be applied for after 30 December 2005: a later order is most likely a placement order (E1)."
cells = ["episodes.ls", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 445"
unconfirmed = "Taken from the wording of the rule: an episode that began on 31 December 2005 is still allowed."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'D1' AND decom > DATE '2005-12-31'
