/*---
rule = "411"
title = "Placement is said to be inside the authority (IN), but lies in another"
advice = "Check the location, the authority of the placement and its postcode."
cells = ["episodes.pl_location", "episodes.pl_la"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 411"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE pl_location = 'IN'
    -- It must be the council's own code: a blank is not.
    AND (pl_la IS NULL OR pl_la <> $authority)
