/*---
rule = "217t"
title = "Independent living (P2) after 28 October 2023, when the placement type ended"
advice = "End the episode by 28 October 2023 and begin another with the placement type that holds from then."
cells = ["episodes.place", "episodes.dec"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule 217t"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'P2'
    AND (e.dec > DATE '2023-10-28' OR e.dec IS NULL)
