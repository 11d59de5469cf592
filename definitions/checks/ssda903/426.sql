/*---
rule = "426"
title = "Short breaks recorded both by episode (V3) and by agreement (V4) in one year"
advice = "Use one of the two for the whole year."
cells = ["episodes.ls"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 426"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.ls IN ('V3', 'V4')
    AND EXISTS (
        SELECT 1
        FROM episodes o
        WHERE o.child = e.child AND o.ls IN ('V3', 'V4') AND o.ls <> e.ls
    )
