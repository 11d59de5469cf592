/*---
rule = "SW14STG2"
title = "Social worker episode has no end, though it is not the child's latest"
cells = ["social_workers.sw_dec"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule SW14STG2"
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_dec IS NULL
    AND EXISTS (
        SELECT 1
        FROM social_workers n
        WHERE n.child = s.child
            AND (
                n.sw_decom > s.sw_decom
                OR (n.sw_decom = s.sw_decom AND n.sw_dec IS NULL AND n.row_id > s.row_id)
            )
    )
