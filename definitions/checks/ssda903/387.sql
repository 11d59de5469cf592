/*---
rule = "387"
title = "Moved into independent living before the fourteenth birthday"
advice = "Check the date of birth, the end of the episode and its reason."
cells = ["episodes.rec", "episodes.dec", "header.dob"]
severity = "error"
unconfirmed = "Taken from DfE's message; the age is that on the day the episode ended, and an episode without an end is not judged."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 387"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec IN ('E5', 'E6')
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child AND e.dec < h.dob + INTERVAL '14' YEAR
    )
