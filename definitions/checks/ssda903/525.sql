/*---
rule = "525"
title = "Adoption details given although the decision to place the child for adoption was reversed"
advice = "Either the plan for adoption was given up, and no details of an adoption belong in the return, or the date on which it ceased is wrong."
cells = ["placed_adoption.date_placed_ceased", "ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr", "ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 525"
---*/
SELECT p.row_id AS placed_adoption_row, a.row_id AS ad1_row
FROM placed_adoption p
JOIN ad1 a ON a.child = p.child
-- what matters is that something was given, so a date that cannot be read counts too
WHERE (p.date_placed_ceased IS NOT NULL OR p.date_placed_ceased_unread IS NOT NULL)
    AND (
        a.date_int IS NOT NULL
        OR a.date_int_unread IS NOT NULL
        OR a.date_match IS NOT NULL
        OR a.date_match_unread IS NOT NULL
        OR a.foster_care IS NOT NULL
        OR a.nb_adoptr IS NOT NULL
        OR a.sex_adoptr IS NOT NULL
        OR a.ls_adoptr IS NOT NULL
    )
