/*---
rule = "230"
title = "Supported accommodation (H5) in England after 28 October 2023 has no Ofsted URN"
advice = "From that day the provider must be registered with Ofsted: give its URN, not the placeholder, and start a new episode where the same provider became registered."
cells = ["episodes.place", "episodes.dec", "episodes.urn"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule 230"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place = 'H5'
    -- Outside England: WAL, SCO, NIR, NUK, and the ONS codes beginning with W, S, N.
    AND LEFT(pl_la, 1) NOT IN ('W', 'S', 'N')
    AND (dec IS NULL OR dec >= DATE '2023-10-29')
    AND (urn IS NULL OR urn = 'XXXXXXX')
