/*---
rule = "460"
title = "Episode ended because the child turned 18 and stayed with the carers (E17), but before the 18th birthday"
cells = ["episodes.rec", "episodes.dec", "header.dob"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 460"
unconfirmed = "Taken from the wording of the rule: the end may fall on the 18th birthday itself."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec = 'E17'
    AND EXISTS (
        SELECT 1 FROM header h
        WHERE h.child = e.child AND e.dec < h.dob + INTERVAL '18' YEAR
    )
