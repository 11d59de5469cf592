/*---
rule = "434"
title = "Only the legal status should have changed (L), but it did not, or the placement changed as well"
advice = "Compare legal status, placement, provider, postcode and URN with the episode before."
cells = ["episodes.rne", "episodes.ls", "episodes.place", "episodes.pl_post", "episodes.urn", "episodes.place_provider"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 434"
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
    WHERE prev_row IS NOT NULL AND rne = 'L'
)
WHERE ls = prev_ls OR moved
