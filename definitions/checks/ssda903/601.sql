/*---
rule = "601"
title = "Child was adopted in the year, but the details of the adoption are not complete"
advice = "Complete all six details of the adoption, or correct why the episode ended."
cells = ["episodes.rec", "ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr", "ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 601"
unconfirmed = "No case and no coding by DfE seen. Assumed that each of the six details is required, and that a child without any entry lacks them all."
---*/
SELECT e.row_id AS episodes_row, a.row_id AS ad1_row
FROM episodes e
LEFT JOIN ad1 a ON a.child = e.child
WHERE e.rec IN ('E11', 'E12')
    AND e.dec BETWEEN $starts AND $ends
    AND (
        (a.date_int IS NULL AND a.date_int_unread IS NULL)
        OR (a.date_match IS NULL AND a.date_match_unread IS NULL)
        OR a.foster_care IS NULL
        OR a.nb_adoptr IS NULL
        OR a.sex_adoptr IS NULL
        OR a.ls_adoptr IS NULL
    )
