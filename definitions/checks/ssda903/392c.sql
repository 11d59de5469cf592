/*---
rule = "392c"
title = "Home or placement postcode is not a postcode"
advice = "Check the postcode."
cells = ["episodes.home_post", "episodes.pl_post"]
severity = "error"
unconfirmed = "DfE looks the postcode up in the national list; here only its form is checked (AB1 2CD, AB12 3CD, A1B 2CD, AB1C 2DE), in capital or small letters, with or without the space."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 392c"
---*/
WITH postcodes AS (
    SELECT row_id,
        REPLACE(UPPER(home_post), ' ', '') AS home,
        REPLACE(UPPER(pl_post), ' ', '') AS placement
    FROM episodes
)
SELECT row_id AS episodes_row
FROM postcodes
WHERE NOT REGEXP_LIKE(home, '^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$')
    OR NOT REGEXP_LIKE(placement, '^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$')
