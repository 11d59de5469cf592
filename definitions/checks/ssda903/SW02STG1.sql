/*---
rule = "SW02STG1"
title = "Social worker's id does not begin with SW or XX"
advice = "Give the worker's Social Work England number with its SW, or an id of your own that begins with XX. Capital letters count; from 2025/26 the id has four characters or more."
cells = ["social_workers.sw_id"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW02STG1"
unconfirmed = "That a blank id counts as one that does not begin so; and that from 2025/26 at least four characters are asked for."
[[changed]]
year = 2026
what = "The id must be four characters or more"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_id IS NULL
    OR SUBSTR(s.sw_id, 1, 2) NOT IN ('SW', 'XX')
    OR ($year >= 2026 AND CHARACTER_LENGTH(s.sw_id) < 4)
