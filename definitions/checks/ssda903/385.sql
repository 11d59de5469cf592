/*---
rule = "385"
title = "Episode ends after the end of the collection year"
advice = "Leave out an end after 31 March; it belongs to the next return."
cells = ["episodes.dec"]
severity = "error"
unconfirmed = "Taken from DfE's message."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 385"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE dec > $ends
