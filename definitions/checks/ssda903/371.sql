/*---
rule = "371"
title = "Child in semi-independent or supported accommodation is under 16, or in 2022/23 under 14"
advice = "Check the placement type and the date of birth in the header."
cells = ["episodes.place", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 371"
[[changed]]
year = 2024
what = "16 years instead of 14"
[[changed]]
year = 2025
what = "supported accommodation is K3 instead of H5"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = CASE WHEN $year < 2025 THEN 'H5' ELSE 'K3' END
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child
            AND e.decom < h.dob
                + CASE WHEN $year < 2024 THEN INTERVAL '14' YEAR ELSE INTERVAL '16' YEAR END
    )
