/*---
rule = "352"
title = "Period of care starts on or after the 18th birthday"
advice = "Check the start of the episode and the date of birth in the header."
cells = ["episodes.decom", "episodes.rne"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 352"
unconfirmed = "A start on the 18th birthday itself is taken to be an error."
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rne = 'S'
    AND EXISTS (
        SELECT 1 FROM header h WHERE h.child = e.child AND h.dob + INTERVAL '18' YEAR <= e.decom
    )
