/*---
rule = "406"
title = "Distance given for a child who is or was unaccompanied and seeking asylum"
advice = "Leave the distance out, and the home postcode from which it comes. Children who were unaccompanied two years ago are in neither return and are not found."
cells = ["episodes.pl_distance"]
severity = "error"
optional = ["header.uasc", "header_last", "header_last.uasc", "uasc", "uasc_last"]
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 406"
---*/
WITH unaccompanied AS (
    -- This year or last: the year before that is in neither return.
    SELECT child FROM header WHERE uasc = '1'
    UNION ALL
    SELECT child FROM header_last WHERE uasc = '1'
    UNION ALL
    SELECT child FROM uasc
    UNION ALL
    SELECT child FROM uasc_last
)
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE EXISTS (SELECT 1 FROM unaccompanied u WHERE u.child = e.child)
    -- The cell must be blank, so it counts whether or not it holds a number.
    AND (e.pl_distance IS NOT NULL OR e.pl_distance_unread IS NOT NULL)
