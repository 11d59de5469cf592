/*---
rule = "398"
title = "Postcode given for short breaks (V3, V4)"
advice = "No distance is worked out for short breaks: leave out both postcodes, or check the legal status."
cells = ["episodes.ls", "episodes.home_post", "episodes.pl_post"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 398"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls IN ('V3', 'V4') AND (home_post IS NOT NULL OR pl_post IS NOT NULL)
