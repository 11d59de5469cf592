/*---
rule = "SW01STG1"
title = "Social worker's id, start or reason is given nowhere for a child in care on 31 March"
advice = "Give the social worker episodes of the child, each with the worker's id, the start and the reason for the change."
cells = ["episodes.dec"]
severity = "error"
from = 2024
to = 2024
source = "DfE, CLA return 2023 to 2024, validation rule SW01STG1"
differs = [{ case = "2023_24/SW01STG1/0", reason = "The tool names the social worker file, but gives the row numbers of the episodes; here the episodes themselves are named, the same four." }]
---*/
-- An unreadable start is still one that was given; SW04STG1 finds it.
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.dec IS NULL
    AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    AND (
        NOT EXISTS (
            SELECT 1 FROM social_workers s WHERE s.child = e.child AND s.sw_id IS NOT NULL
        )
        OR NOT EXISTS (
            SELECT 1 FROM social_workers s
            WHERE s.child = e.child
                AND (s.sw_decom IS NOT NULL OR s.sw_decom_unread IS NOT NULL)
        )
        OR NOT EXISTS (
            SELECT 1 FROM social_workers s WHERE s.child = e.child AND s.sw_reason IS NOT NULL
        )
    )
