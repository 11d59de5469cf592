/*---
rule = "353"
title = "Episode starts before 14 October 1991"
advice = "The Children Act 1989 came into force on that day; no episode can be older."
cells = ["episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 353"
unconfirmed = "Taken from the message of the rule alone, not from DfE's coding."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE decom < DATE '1991-10-14'
