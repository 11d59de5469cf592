/*---
rule = "370"
title = "Child in independent living (P2) is under 16, or in 2022/23 under 15"
advice = "Check the placement type and the date of birth in the header."
cells = ["episodes.place", "episodes.decom"]
severity = "error"
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule 370"
unconfirmed = "Episodes that are still open are taken to count too."
[[changed]]
year = 2024
what = "16 years instead of 15"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place = 'P2'
    AND EXISTS (
        SELECT 1
        FROM header h
        WHERE h.child = e.child
            AND e.decom < h.dob
                + CASE WHEN $year < 2024 THEN INTERVAL '15' YEAR ELSE INTERVAL '16' YEAR END
    )
