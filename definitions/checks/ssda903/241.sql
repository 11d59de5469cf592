/*---
rule = "241"
title = "Supported accommodation lies in an authority where the provider has no premises"
advice = "Check the placement postcode and the URN."
cells = ["episodes.urn", "episodes.pl_post"]
severity = "error"
from = 2026
source = "DfE, CLA return 2025 to 2026, validation rule 241"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'K3'
    AND e.urn <> 'XXXXXXX'
    AND e.pl_la IS NOT NULL
    AND EXISTS (SELECT 1 FROM settings s WHERE s.urn = e.urn)
    -- Premises of unknown authority may lie anywhere.
    AND NOT EXISTS (
        SELECT 1 FROM settings s WHERE s.urn = e.urn AND (s.la = e.pl_la OR s.la IS NULL)
    )
