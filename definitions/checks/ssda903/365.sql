/*---
rule = "365"
title = "Short break lasts more than 17 days"
advice = "Check the dates and the legal status of the episode."
cells = ["episodes.ls", "episodes.decom", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 365"
unconfirmed = "An open short break is taken to last until the end of the year."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'V3' AND COALESCE(dec, $ends) > decom + INTERVAL '17' DAY
