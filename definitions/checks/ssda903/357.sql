/*---
rule = "357"
title = "First episode starts in the year, but not as a start of care"
advice = "If the child was in care before, an episode is missing; if not, the reason for the new episode is S."
cells = ["episodes.rne"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 357"
---*/
SELECT row_id AS episodes_row
FROM ordered_episodes
WHERE nth = 1 AND decom >= $starts AND (rne IS DISTINCT FROM 'S')
