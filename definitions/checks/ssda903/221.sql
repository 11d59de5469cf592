/*---
rule = "221"
title = "Placement postcode is not the one that Ofsted has for the URN"
advice = "Check the URN and the placement postcode. A URN that is not in the list of settings has no postcode."
cells = ["episodes.pl_post", "episodes.urn"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 221"
[[changed]]
year = 2024
what = "H5 counts too"
[[changed]]
year = 2025
what = "K3 takes the place of H5"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn IS NOT NULL
    AND e.urn <> 'XXXXXXX'
    AND COALESCE(e.ls, '') NOT IN ('V3', 'V4')
    AND (
        e.place IN ('K1', 'K2', 'R3', 'S1')
        OR ($year = 2024 AND e.place = 'H5')
        OR ($year >= 2025 AND e.place = 'K3')
    )
    AND e.pl_post IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM settings s
        WHERE s.urn = e.urn AND s.postcode = REPLACE(UPPER(e.pl_post), ' ', '')
    )
