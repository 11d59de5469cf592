/*---
rule = "219"
title = "Placement type is none of those that Ofsted has for the URN"
advice = "Check the URN and the placement type. A URN that is not in the list of settings has no placement types."
cells = ["episodes.urn", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 219"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn IS NOT NULL
    AND e.urn <> 'XXXXXXX'
    AND NOT EXISTS (
        SELECT 1 FROM settings s
        WHERE s.urn = e.urn
            AND STRPOS(
                ',' || REPLACE(s.placement_codes, ' ', '') || ',', ',' || e.place || ','
            ) > 0
    )
