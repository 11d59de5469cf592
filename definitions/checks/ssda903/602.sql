/*---
rule = "602"
title = "Details of an adoption are given, but no episode ends in adoption this year"
advice = "Remove the details, or correct how and when the child's last episode ended."
cells = ["ad1.child", "ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr", "ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 602"
unconfirmed = "No case and no coding by DfE seen. Assumed that one detail is enough, and that only adoptions within the year count."
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE (
        a.date_int IS NOT NULL
        OR a.date_int_unread IS NOT NULL
        OR a.date_match IS NOT NULL
        OR a.date_match_unread IS NOT NULL
        OR a.foster_care IS NOT NULL
        OR a.nb_adoptr IS NOT NULL
        OR a.sex_adoptr IS NOT NULL
        OR a.ls_adoptr IS NOT NULL
    )
    AND NOT EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = a.child
            AND e.rec IN ('E11', 'E12')
            AND e.dec BETWEEN $starts AND $ends
    )
