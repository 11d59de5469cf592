/*---
rule = "217"
title = "Placed for adoption with the current foster carer, but the reason for the episode is not S, T or U"
advice = "The child stays with the same carer, so the episode starts care (S) or changes the placement without a change of carer (T or U)."
cells = ["episodes.place", "episodes.decom", "episodes.rne"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 217"
unconfirmed = "From DfE's message. Only episodes from 1 April 2015 on are looked at, as in another open validator; a blank reason is taken for a wrong one."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place IN ('A3', 'A5')
    AND e.decom >= DATE '2015-04-01'
    AND COALESCE(e.rne, '') NOT IN ('S', 'T', 'U')
