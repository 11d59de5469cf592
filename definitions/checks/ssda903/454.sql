/*---
rule = "454"
title = "Placement is more than 350 miles from home"
advice = "Check the home and placement postcodes. A child who came to the country unaccompanied has no home distance to report."
cells = ["episodes.pl_distance", "episodes.home_post", "episodes.pl_post"]
severity = "query"
from = 2026
source = "DfE, CLA return 2025 to 2026 and after, validation rule 454"
---*/
SELECT row_id AS episodes_row
FROM episodes
-- 999.9 stands for a distance that is not known
WHERE pl_distance > 350 AND pl_distance <> 999.9
