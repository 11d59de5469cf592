/*---
rule = "218"
title = "URN is missing for a placement in England that needs one"
advice = "Give the URN that Ofsted has for the placement."
cells = ["episodes.urn", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2025 to 2026, validation rule 218"
[[changed]]
year = 2025
what = "H5 and P2 are no longer among the placements that need no URN"
[[changed]]
year = 2026
what = "Z11 to Z14 take the place of Z1 among the placements that need no URN"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.urn IS NULL
    AND (e.dec > DATE '2015-03-31' OR e.dec IS NULL)
    -- Exempt: WAL, SCO, NIR, NUK, CON (confidential), and the codes of authorities in Wales,
    -- Scotland and Northern Ireland, which begin with W, S and N. An unknown place is not exempt.
    AND COALESCE(SUBSTR(e.pl_la, 1, 1), '') NOT IN ('W', 'S', 'N', 'C')
    AND COALESCE(e.place, '') NOT IN (
        'P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4'
    )
    AND NOT COALESCE(
        ($year <= 2024 AND e.place IN ('H5', 'P2'))
            OR ($year <= 2025 AND e.place = 'Z1')
            OR ($year >= 2026 AND e.place IN ('Z11', 'Z12', 'Z13', 'Z14')),
        FALSE
    )
