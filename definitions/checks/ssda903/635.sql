/*---
rule = "635"
title = "Authority or date of a previous permanence order given, but the code says none (Z1) or is blank"
advice = "Give the kind of order, or remove the authority and the date."
cells = ["previous_permanence.prev_perm", "previous_permanence.la_perm", "previous_permanence.date_perm"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 635"
unconfirmed = "DfE's message names Z1 only; that a blank code is wrong beside an authority or a date too, and that one of the two is enough, is taken from another validator."
---*/
SELECT row_id AS previous_permanence_row
FROM previous_permanence
WHERE (la_perm IS NOT NULL OR date_perm IS NOT NULL)
    AND (prev_perm IS NULL OR prev_perm = 'Z1')
