/*---
rule = "222"
title = "URN given for a placement type that has none"
advice = "Leave the URN blank, or check the placement type."
cells = ["episodes.urn", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2025 to 2026, validation rule 222"
[[changed]]
year = 2024
what = "H5 may have a URN"
[[changed]]
year = 2025
what = "P2 is no longer named"
[[changed]]
year = 2026
what = "Z11 to Z14 take the place of Z1"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn IS NOT NULL
    AND e.urn <> 'XXXXXXX'
    AND (
        e.place IN ('P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4')
        OR ($year = 2023 AND e.place = 'H5')
        OR ($year <= 2024 AND e.place = 'P2')
        OR ($year <= 2025 AND e.place = 'Z1')
        OR ($year >= 2026 AND e.place IN ('Z11', 'Z12', 'Z13', 'Z14'))
    )
