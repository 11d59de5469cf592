/*---
rule = "134"
title = "Adoption details are given for a care leaver"
cells = ["ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr", "ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 134"
---*/
-- An entry counts even where it cannot be read as a date: none should be there.
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
    AND EXISTS (
        SELECT 1
        FROM oc3 o
        WHERE o.child = a.child
            AND (o.in_touch IS NOT NULL OR o.activ IS NOT NULL OR o.accom IS NOT NULL)
    )
