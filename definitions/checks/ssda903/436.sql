/*---
rule = "436"
title = "Both legal status and placement should have changed (B, U), but one of them did not"
advice = "Compare legal status, placement, provider, postcode and URN with the episode before."
cells = ["episodes.rne", "episodes.ls", "episodes.place", "episodes.pl_post", "episodes.urn", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 436"
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
    WHERE prev_row IS NOT NULL AND rne IN ('B', 'U')
)
WHERE NOT moved OR ls = prev_ls
