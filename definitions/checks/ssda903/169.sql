/*---
rule = "169"
title = "Local authority of the placement is not known: its postcode is blank or was not found"
advice = "Check that the postcode of the placement is there and is a current one."
cells = ["episodes.pl_la", "episodes.pl_post"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 169"
---*/
-- Worked out from the postcode, so it is valid wherever it is there.
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.pl_la IS NULL AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
