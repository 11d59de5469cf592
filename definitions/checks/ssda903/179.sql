/*---
rule = "179"
title = "Placement location is neither IN nor OUT"
advice = "The location is worked out from the postcode of the placement; check that the placement postcode is there and correct."
cells = ["episodes.pl_location"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 179"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE COALESCE(e.ls, '') NOT IN ('V3', 'V4')
    AND COALESCE(e.pl_location, '') NOT IN ('IN', 'OUT')
