/*---
rule = "242"
title = "URN XXXXXXX is given for a placement that is neither fostering nor for adoption"
advice = "The placeholder stands for a regional adoption agency; give the provider's own URN, or leave it blank where there is none."
cells = ["episodes.urn", "episodes.place"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 242"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE urn = 'XXXXXXX'
    AND COALESCE(place, '') NOT IN ('A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
