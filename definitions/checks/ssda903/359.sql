/*---
rule = "359"
title = "Still looked after past the 18th birthday, but not under section 20 in a children's home"
advice = "Past 18 only legal status V2 with placement K2 is possible: end the episode or correct it."
cells = ["episodes.dec", "episodes.ls", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 359"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.dec IS NULL
    AND NOT COALESCE(e.ls = 'V2' AND e.place = 'K2', FALSE)
    AND EXISTS (
        SELECT 1 FROM header h WHERE h.child = e.child AND h.dob + INTERVAL '18' YEAR < $ends
    )
