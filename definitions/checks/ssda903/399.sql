/*---
rule = "399"
title = "Mother or review given for a child who had only short breaks (V3, V4)"
advice = "Leave out mother, review date and participation, or check the legal status of the episodes."
cells = ["header.mother", "episodes.ls", "reviews.review", "reviews.review_code"]
severity = "error"
optional = ["reviews"]
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 399"
---*/
WITH short_breaks AS (
    SELECT e.child, e.row_id
    FROM episodes e
    WHERE e.ls IN ('V3', 'V4')
        AND NOT EXISTS (
            SELECT 1
            FROM episodes o
            WHERE o.child = e.child AND (o.ls IS NULL OR o.ls NOT IN ('V3', 'V4'))
        )
)
SELECT s.row_id AS episodes_row, h.row_id AS header_row, CAST(NULL AS BIGINT) AS reviews_row
FROM short_breaks s
JOIN header h ON h.child = s.child
WHERE h.mother IS NOT NULL
UNION ALL
SELECT s.row_id, CAST(NULL AS BIGINT), r.row_id
FROM short_breaks s
JOIN reviews r ON r.child = s.child
WHERE r.review IS NOT NULL OR r.review_code IS NOT NULL
