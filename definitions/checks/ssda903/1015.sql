/*---
rule = "1015"
title = "Own provision, but the placement is in another authority's area"
advice = "Check the provider of the placement and its postcode."
cells = ["episodes.pl_la", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1015"

[[changed]]
year = 2026
what = "Supported accommodation (K3) may lie outside the area, as fostering and adoptive placements may."
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE place_provider = 'PR1'
    AND place NOT IN ('A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
    AND NOT (place = 'K3' AND $year >= 2026)
    AND ls NOT IN ('V3', 'V4')
    AND pl_la <> $authority
