/*---
rule = "435"
title = "Only the placement should have changed (P, T), but it did not, or the legal status changed as well"
advice = "Compare legal status, placement, provider, postcode and URN with the episode before."
cells = ["episodes.rne", "episodes.ls", "episodes.place", "episodes.pl_post", "episodes.urn", "episodes.place_provider"]
severity = "error"
unconfirmed = "Taken from DfE's message. Placement, provider, postcode and URN are taken together, and a blank twice as no change, as 436 does."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 435"
---*/
SELECT row_id AS episodes_row
FROM (
    SELECT row_id,
        ls,
        prev_ls,
        -- Blank twice is no change.
        (place IS DISTINCT FROM prev_place)
            OR (place_provider IS DISTINCT FROM prev_place_provider)
            OR (urn IS DISTINCT FROM prev_urn)
            OR (
                REPLACE(UPPER(pl_post), ' ', '')
                IS DISTINCT FROM REPLACE(UPPER(prev_pl_post), ' ', '')
            ) AS moved
    FROM ordered_episodes
    WHERE prev_row IS NOT NULL AND rne IN ('P', 'T')
)
WHERE NOT moved OR (ls IS DISTINCT FROM prev_ls)
