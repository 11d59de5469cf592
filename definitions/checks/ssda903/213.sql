/*---
rule = "213"
title = "Placement provider given for a placement that has none"
advice = "Leave the provider blank, or check the placement type."
cells = ["episodes.place_provider", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 213"
[[changed]]
year = 2026
what = "Z11 to Z14 count as well as T0 to T4"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place_provider IS NOT NULL
    AND (
        e.place IN ('T0', 'T1', 'T2', 'T3', 'T4')
        OR ($year >= 2026 AND e.place IN ('Z11', 'Z12', 'Z13', 'Z14'))
    )
