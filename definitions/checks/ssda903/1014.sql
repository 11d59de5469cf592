/*---
rule = "1014"
title = "Unaccompanied asylum-seeker record for a care leaver who was not looked after this year"
advice = "Remove the UASC record, or check the episodes of the child."
cells = ["uasc.duc", "oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1014"
unconfirmed = "A care leaver is taken as one with care leaver information and no episode that falls in the year, whether or not other episodes are in the return."
---*/
SELECT u.row_id AS uasc_row, o.row_id AS oc3_row
FROM uasc u
JOIN oc3 o ON o.child = u.child
WHERE (o.in_touch IS NOT NULL OR o.activ IS NOT NULL OR o.accom IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = u.child
            AND e.decom <= $ends
            AND (e.dec >= $starts OR e.dec IS NULL)
    )
