/*---
rule = "582"
title = "Adoption has the same date as the match with the adopters"
advice = "Check the date of the match; a child is usually matched with adopters well before the adoption."
cells = ["episodes.dec"]
severity = "query"
source = "DfE, CLA return 2024 to 2025, validation rule 582"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.rec IN ('E11', 'E12')
    AND EXISTS (
        SELECT 1
        FROM ad1 a
        WHERE a.child = e.child AND a.date_match = e.dec
    )
