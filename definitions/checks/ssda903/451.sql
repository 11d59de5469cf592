/*---
rule = "451"
title = "Child is still under a freeing order (D1), which has not been available since 2005"
advice = "If the order has been replaced, end this episode and begin another with the new legal status."
cells = ["episodes.ls", "episodes.dec", "episodes.rec"]
severity = "error"
to = 2024
source = "DfE, CLA returns 2022 to 2024, validation rule 451"
unconfirmed = "Taken from the wording of the rule: an open episode is one with neither an end nor a reason for ending; and that it went with the other rules on freeing orders (555 and 556) after 2023/24, as an existing validator has it."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'D1' AND dec IS NULL AND rec IS NULL
