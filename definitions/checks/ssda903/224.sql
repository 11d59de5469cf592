/*---
rule = "224"
title = "Placement provider is none of those that Ofsted has for the URN"
advice = "Check the URN and the provider. A URN that is not in the list of settings has no provider."
cells = ["episodes.place_provider", "episodes.urn"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 224"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn IS NOT NULL
    AND e.urn <> 'XXXXXXX'
    AND NOT EXISTS (
        SELECT 1 FROM settings s
        WHERE s.urn = e.urn
            AND STRPOS(
                ',' || REPLACE(s.provider_codes, ' ', '') || ',', ',' || e.place_provider || ','
            ) > 0
    )
