/*---
rule = "233"
title = "Episode is still open but has a reason for placement change"
advice = "The reason belongs to an episode that has ended: give the end date or remove the reason."
cells = ["episodes.dec", "episodes.reason_place_change"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 233"
differs = [{ case = "2025_26/233/0", reason = "The case gives the end of the episode in a column DATE_EPISODE_CEASED, which no file of the return has; it is DEC." }]
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE dec IS NULL AND reason_place_change IS NOT NULL
