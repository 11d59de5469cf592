/*---
rule = "1012"
title = "Record in another file of a child who has no episode this year"
advice = "Of a care leaver without an episode in the year only the header and the care leaver record are wanted. Load the missing episodes or remove the record."
cells = ["ad1.child", "missing.child", "oc2.child", "placed_adoption.child", "previous_permanence.child", "reviews.child"]
severity = "error"
optional = ["ad1", "missing", "oc2", "placed_adoption", "previous_permanence", "reviews"]
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1012"
unconfirmed = "DfE's message speaks of children with care leaver information; as in recorded cases, such information is not asked for, so every child without an episode counts."
---*/
SELECT r.row_id AS ad1_row,
    CAST(NULL AS BIGINT) AS missing_row,
    CAST(NULL AS BIGINT) AS oc2_row,
    CAST(NULL AS BIGINT) AS placed_adoption_row,
    CAST(NULL AS BIGINT) AS previous_permanence_row,
    CAST(NULL AS BIGINT) AS reviews_row
FROM ad1 r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
UNION ALL
SELECT CAST(NULL AS BIGINT),
    r.row_id,
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT)
FROM missing r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
UNION ALL
SELECT CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    r.row_id,
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT)
FROM oc2 r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
UNION ALL
SELECT CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    r.row_id,
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT)
FROM placed_adoption r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
UNION ALL
SELECT CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    r.row_id,
    CAST(NULL AS BIGINT)
FROM previous_permanence r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
UNION ALL
SELECT CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    CAST(NULL AS BIGINT),
    r.row_id
FROM reviews r
WHERE r.child IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM episodes e WHERE e.child = r.child)
