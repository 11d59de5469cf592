/*---
rule = "234"
title = "Placement of a child under 10 changed because of custody"
advice = "A child can be taken into custody only from the age of 10. Check the reason for placement change and the date of birth."
cells = ["episodes.reason_place_change", "header.dob"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 234"
differs = [{ case = "2025_26/234/0", reason = "DfE's rule holds the age at the start of an episode against the reason of the episode before; the case holds it against the reason of the same episode." }]
---*/
-- The reason stands in the episode that the change ended, so the age counts at the start of the
-- next.
SELECT o.prev_row AS episodes_row, h.row_id AS header_row
FROM ordered_episodes o
JOIN header h ON h.child = o.child
WHERE o.prev_reason_place_change = 'CUSTOD' AND o.decom < h.dob + INTERVAL '10' YEAR
