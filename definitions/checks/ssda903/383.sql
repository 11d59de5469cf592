/*---
rule = "383"
title = "Did not return to the usual placement after a temporary one"
advice = "After T0 to T4 the next episode starts by a change of placement (P) back to where the child was before: check the three episodes."
cells = ["episodes.place", "episodes.rne", "episodes.pl_post"]
severity = "error"
unconfirmed = "Compared only where the episode before the temporary one is in the return. DfE's wording has been seen for 2025/26; that the postcode was not compared before is taken from another open validator."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 383"

[[changed]]
year = 2026
what = "The postcode of the placement must be the same again too"
---*/
SELECT e.row_id AS episodes_row
FROM ordered_episodes e
JOIN ordered_episodes usual ON usual.child = e.child AND usual.nth = e.nth - 2
WHERE e.prev_place IN ('T0', 'T1', 'T2', 'T3', 'T4')
    AND (
        (e.rne IS DISTINCT FROM 'P')
        OR (e.place IS DISTINCT FROM usual.place)
        OR (
            $year >= 2026
            AND (
                REPLACE(UPPER(e.pl_post), ' ', '')
                IS DISTINCT FROM REPLACE(UPPER(usual.pl_post), ' ', '')
            )
        )
    )
