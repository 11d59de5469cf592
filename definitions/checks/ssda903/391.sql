/*---
rule = "391"
title = "Care leaver details given for a young person who was not yet 17 on 31 March"
advice = "Check the date of birth; leave out whether in touch, activity and accommodation for anyone younger than 17."
cells = ["oc3.dob", "oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 391"
---*/
SELECT row_id AS oc3_row
FROM oc3
WHERE dob + INTERVAL '17' YEAR > $ends
    AND (in_touch IS NOT NULL OR activ IS NOT NULL OR accom IS NOT NULL)
