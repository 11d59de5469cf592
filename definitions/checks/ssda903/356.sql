/*---
rule = "356"
title = "Episode ends before it starts"
cells = ["episodes.decom", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 356"
unconfirmed = "Taken from the message of the rule alone, not from DfE's coding."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE dec < decom
