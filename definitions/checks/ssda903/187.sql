/*---
rule = "187"
title = "Adoption or care leaver details for a child who was looked after the whole year"
advice = "Check the episodes: a child who was looked after the whole year was neither adopted nor a care leaver in it."
cells = [
    "ad1.date_int", "ad1.date_match", "ad1.foster_care", "ad1.nb_adoptr", "ad1.sex_adoptr",
    "ad1.ls_adoptr", "oc3.in_touch", "oc3.activ", "oc3.accom",
]
severity = "error"
optional = ["ad1", "oc3"]
source = "DfE, CLA return 2024 to 2025, validation rule 187"
unconfirmed = "From DfE's message. A row of AD1 or OC3 with nothing but the child and the date of birth is not taken for completed."
---*/
SELECT a.row_id AS ad1_row, CAST(NULL AS BIGINT) AS oc3_row
FROM ad1 a
JOIN looked_after_all_year y ON y.child = a.child
WHERE a.date_int IS NOT NULL
    OR a.date_int_unread IS NOT NULL
    OR a.date_match IS NOT NULL
    OR a.date_match_unread IS NOT NULL
    OR a.foster_care IS NOT NULL
    OR a.nb_adoptr IS NOT NULL
    OR a.sex_adoptr IS NOT NULL
    OR a.ls_adoptr IS NOT NULL
UNION ALL
SELECT CAST(NULL AS BIGINT), o.row_id
FROM oc3 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.in_touch IS NOT NULL
    OR o.activ IS NOT NULL
    OR o.accom IS NOT NULL
