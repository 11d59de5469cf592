/*---
rule = "442"
title = "Unique pupil number (UPN) is missing"
advice = "Give the number, or UN1 to UN5 where there is none."
cells = ["header.upn"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 442"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.upn IS NULL
    -- One episode that is not a short break is enough; a blank legal status counts as that.
    AND EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = h.child AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    )
