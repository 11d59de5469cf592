/*---
rule = "153"
title = "Care leaver details (OC3) are only partly filled in"
advice = "Give in touch, activity and accommodation together, or none of them."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 153"
---*/
SELECT o.row_id AS oc3_row
FROM oc3 o
WHERE (o.in_touch IS NULL OR o.activ IS NULL OR o.accom IS NULL)
    AND (o.in_touch IS NOT NULL OR o.activ IS NOT NULL OR o.accom IS NOT NULL)
