/*---
rule = "243"
title = "URN is given for a confidential placement or one outside England"
advice = "Only settings registered with Ofsted have a URN: remove it, or correct the placement postcode."
cells = ["episodes.urn", "episodes.pl_post"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 243"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE pl_la IN ('CON', 'NIR', 'SCO', 'WAL', 'NUK') AND urn IS NOT NULL
