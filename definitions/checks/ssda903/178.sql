/*---
rule = "178"
title = "Placement provider is not a valid code, or is given where the placement has none"
advice = "Check the code; for a temporary or other placement without a provider, leave it blank."
cells = ["episodes.place_provider", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2025 to 2026, validation rule 178"
differs = [
    { case = "2022_23/178/0", reason = "The case takes an empty text for a provider; a blank cell is no provider, and the rule looks only at one that was given." },
    { case = "2025_26/178/0", reason = "The case takes an empty text for a provider; a blank cell is no provider, and the rule looks only at one that was given." },
]
[[changed]]
year = 2026
what = "Z11 to Z14 have no provider; T4 and Z1 are no longer named"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
LEFT JOIN codes c ON c.list = 'place_provider' AND c.code = e.place_provider
WHERE e.place_provider IS NOT NULL
    AND (
        c.code IS NULL
        OR e.place IN ('T0', 'T1', 'T2', 'T3')
        OR ($year <= 2025 AND e.place IN ('T4', 'Z1'))
        OR ($year >= 2026 AND e.place IN ('Z11', 'Z12', 'Z13', 'Z14'))
    )
