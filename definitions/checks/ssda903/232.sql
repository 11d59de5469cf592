/*---
rule = "232"
title = "Sex is given as unknown"
advice = "Give the child's sex if it is known by now."
cells = ["header.sex"]
severity = "query"
from = 2025
source = "DfE, CLA return 2024 to 2025, validation rule 232"
---*/
SELECT row_id AS header_row
FROM header
WHERE UPPER(sex) = 'U'
