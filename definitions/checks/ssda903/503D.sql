/*---
rule = "503D"
title = "Placement type of this year's first episode differs from that of last year's open episode"
advice = "Either may be wrong, or episodes between the two may be missing."
cells = ["episodes.place", "episodes_last.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 503D"
unconfirmed = "For 2025/26: that an other placement (Z1) may have become Z11 to Z14, which replaced it, and that H5 may no longer have become K3. DfE's own words were found for 2024/25 only."

[[changed]]
year = 2025
what = "H5 last year may be K3 this year"

[[changed]]
year = 2026
what = "Z1 last year may be Z11, Z12, Z13 or Z14 this year; H5 may no longer be K3"
---*/
-- last year's final episode of each child, where it was still open
WITH open_at_end AS (
    SELECT l.row_id, l.child, l.place
    FROM episodes_last l
    WHERE l.dec IS NULL AND l.decom IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM episodes_last m WHERE m.child = l.child AND m.decom > l.decom
        )
)
SELECT e.row_id AS episodes_row, o.row_id AS episodes_last_row
FROM ordered_episodes e
JOIN open_at_end o ON o.child = e.child
WHERE e.nth = 1
    AND (e.place IS DISTINCT FROM o.place)
    -- codes that were replaced from one year to the next
    AND NOT COALESCE($year = 2025 AND o.place = 'H5' AND e.place = 'K3', FALSE)
    AND NOT COALESCE(
        $year = 2026 AND o.place = 'Z1' AND e.place IN ('Z11', 'Z12', 'Z13', 'Z14'), FALSE
    )
