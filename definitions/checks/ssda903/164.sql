/*---
rule = "164"
title = "Distance from home to placement is missing or not between 0 and 999.9 miles"
advice = "The distance comes from the postcodes of home and placement: check both. A child who was UASC two years ago is exempt, but only this year and the last can be looked up."
cells = ["episodes.pl_distance"]
severity = "error"
optional = ["header.uasc", "uasc", "header_last", "header_last.uasc", "uasc_last"]
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 164"
unconfirmed = "That a missing distance fails: DfE's coding asks for a value in the range without saying 'if provided', and exempts children who have no home postcode."
---*/
WITH asylum_seekers AS (
    SELECT child FROM header WHERE uasc = '1'
    UNION
    SELECT child FROM uasc
    UNION
    SELECT child FROM header_last WHERE uasc = '1'
    UNION
    SELECT child FROM uasc_last
)
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE (
        e.pl_distance IS NULL
        OR e.pl_distance_unread IS NOT NULL
        OR e.pl_distance < 0.0
        OR e.pl_distance > 999.9
    )
    AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    AND NOT EXISTS (SELECT 1 FROM asylum_seekers u WHERE u.child = e.child)
