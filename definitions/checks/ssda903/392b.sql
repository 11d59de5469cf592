/*---
rule = "392b"
title = "Postcode of the home or of the placement is missing"
advice = "Give both. A child who was unaccompanied and seeking asylum two years ago needs none, but is in neither return."
cells = ["episodes.home_post", "episodes.pl_post"]
severity = "error"
optional = ["header", "header.uasc", "header_last", "header_last.uasc", "uasc", "uasc_last"]
unconfirmed = "DfE also leaves out children unaccompanied two years before; their return is not read, so a few of them may be reported."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 392b"
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
WHERE (e.home_post IS NULL OR e.pl_post IS NULL)
    AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    AND NOT EXISTS (SELECT 1 FROM unaccompanied u WHERE u.child = e.child)
