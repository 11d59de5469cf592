/*---
rule = "151"
title = "Adoption details (AD1) are only partly filled in"
advice = "Give all six items, or none."
cells = ["ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr", "ad1.ls_adoptr"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 151"
---*/
SELECT a.row_id AS ad1_row
FROM ad1 a
WHERE (
        a.date_int IS NULL
        OR a.date_match IS NULL
        OR a.foster_care IS NULL
        OR a.nb_adoptr IS NULL
        OR a.sex_adoptr IS NULL
        OR a.ls_adoptr IS NULL
    )
    AND (
        a.date_int IS NOT NULL
        OR a.date_match IS NOT NULL
        OR a.foster_care IS NOT NULL
        OR a.nb_adoptr IS NOT NULL
        OR a.sex_adoptr IS NOT NULL
        OR a.ls_adoptr IS NOT NULL
    )
