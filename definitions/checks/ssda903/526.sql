/*---
rule = "526"
title = "Placement provider is missing"
cells = ["episodes.place_provider", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 526"
unconfirmed = "An episode with neither a placement type nor a provider counts, as no type excuses it; from 2025/26 a Z1, which Z11 to Z14 replaced, does not excuse it either."

[[changed]]
year = 2026
what = "Z11 to Z14, instead of Z1, need no provider"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider IS NULL
    -- temporary and other placements have no provider; with no type there is none to excuse it
    AND NOT COALESCE(place IN ('T0', 'T1', 'T2', 'T3', 'T4'), FALSE)
    AND NOT COALESCE($year < 2026 AND place = 'Z1', FALSE)
    AND NOT COALESCE($year >= 2026 AND place IN ('Z11', 'Z12', 'Z13', 'Z14'), FALSE)
