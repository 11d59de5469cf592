/*---
rule = "191"
title = "Looked after the whole year, but OC2 lacks one or more of the four main health items"
advice = "Give immunisations, teeth check, health assessment and substance misuse. A child without a row in OC2 is shown by the first episode."
cells = [
    "oc2.immunisations", "oc2.teeth_check", "oc2.health_assessment", "oc2.substance_misuse",
    "episodes.child",
]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 191"
unconfirmed = "From DfE's message. A child looked after the whole year who is not in OC2 at all is taken to lack all items."
---*/
SELECT o.row_id AS oc2_row, CAST(NULL AS BIGINT) AS episodes_row
FROM oc2 o
JOIN looked_after_all_year y ON y.child = o.child
WHERE o.immunisations IS NULL
    OR o.teeth_check IS NULL
    OR o.health_assessment IS NULL
    OR o.substance_misuse IS NULL
UNION ALL
SELECT CAST(NULL AS BIGINT), e.row_id
FROM ordered_episodes e
JOIN looked_after_all_year y ON y.child = e.child
WHERE e.nth = 1
    AND NOT EXISTS (SELECT 1 FROM oc2 o WHERE o.child = e.child)
