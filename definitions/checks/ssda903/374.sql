/*---
rule = "374"
title = "In residential employment before the fourteenth birthday"
advice = "Check the date of birth, the start of the episode and the placement code."
cells = ["episodes.decom", "episodes.place", "header.dob"]
severity = "error"
differs = [{ case = "2022_23/374/0", reason = "Row 3 started at two months of age and has no end: another open validator passes over every open episode, because the function it uses was made to measure lengths; the rule is about the age at the start." }]
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 374"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'P3'
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child AND e.decom < h.dob + INTERVAL '14' YEAR
    )
