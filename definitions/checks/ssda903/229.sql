/*---
rule = "229"
title = "Placement provider does not fit the authority in which the Ofsted setting lies"
advice = "Own provision (PR1) needs a setting in your authority, another authority's provision (PR2) one elsewhere. The authority comes from the setting's postcode and may differ from the one it is registered with."
cells = ["episodes.urn", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2025 to 2026, validation rule 229"
[[changed]]
year = 2026
what = "placements K3, P1, P3, R1, R2, R5, T0 to T4 and Z11 to Z14 no longer count"
---*/
-- Several entries of a URN can lie in several authorities: one that fits is enough. An entry of
-- unknown authority is not one in this authority.
WITH places AS (
    SELECT urn,
        BOOL_OR(COALESCE(la = $authority, FALSE)) AS here,
        BOOL_OR(COALESCE(la <> $authority, FALSE)) AS elsewhere
    FROM settings
    WHERE urn IS NOT NULL
    GROUP BY urn
)
SELECT e.row_id AS episodes_row
FROM episodes e
JOIN places p ON p.urn = e.urn
WHERE e.urn <> 'XXXXXXX'
    AND ($year < 2026
        OR COALESCE(e.place, '')
            NOT IN ('K3', 'P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4',
                'Z11', 'Z12', 'Z13', 'Z14'))
    AND (e.place_provider = 'PR1' AND NOT p.here
        OR e.place_provider = 'PR2' AND p.here AND NOT p.elsewhere)
