/*---
rule = "386"
title = "Adopted on or after the eighteenth birthday"
advice = "Check the date of birth, the end of the episode and its reason."
cells = ["episodes.rec", "episodes.dec", "header.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 386"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec IN ('E11', 'E12')
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child AND e.dec >= h.dob + INTERVAL '18' YEAR
    )
