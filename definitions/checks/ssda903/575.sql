/*---
rule = "575"
title = "Placement from which the child went missing has ended, but the missing period has no end"
advice = "Give the missing period its end; it cannot go on after the placement."
cells = ["missing.mis_end"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 575"
unconfirmed = "Assumed from an existing validator: every end of an episode counts as the end of the placement, also where only the legal status changed, and a child who went missing on the last day of an episode went missing from it."
---*/
SELECT m.row_id AS missing_row
FROM missing m
WHERE m.mis_end IS NULL
    AND m.mis_end_unread IS NULL
    AND EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = m.child AND m.mis_start BETWEEN e.decom AND e.dec
    )
