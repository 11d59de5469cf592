/*---
rule = "399"
title = "Mother or review given for a child who had only short breaks (V3, V4)"
advice = "Leave out mother, review date and participation, or check the legal status of the episodes."
cells = ["header.mother", "episodes.ls", "reviews.review", "reviews.review_code"]
severity = "error"
optional = ["reviews"]
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 399"
---*/
-- One problem an episode, and one for each further review of the child.
WITH only_breaks AS (
    SELECT child
    FROM episodes
    GROUP BY child
    HAVING BOOL_AND(COALESCE(ls IN ('V3', 'V4'), FALSE))
),
mothers AS (
    SELECT child, MIN(row_id) AS row_id
    FROM header
    WHERE mother IS NOT NULL
    GROUP BY child
),
reviewed AS (
    SELECT r.child, r.row_id
    FROM reviews r
    JOIN only_breaks b ON b.child = r.child
    WHERE r.review IS NOT NULL OR r.review_code IS NOT NULL
),
first_reviews AS (
    SELECT child, MIN(row_id) AS row_id
    FROM reviewed
    GROUP BY child
)
SELECT e.row_id AS episodes_row, m.row_id AS header_row, f.row_id AS reviews_row
FROM episodes e
JOIN only_breaks b ON b.child = e.child
LEFT JOIN mothers m ON m.child = e.child
LEFT JOIN first_reviews f ON f.child = e.child
WHERE m.row_id IS NOT NULL OR f.row_id IS NOT NULL
UNION ALL
SELECT CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), r.row_id
FROM reviewed r
JOIN first_reviews f ON f.child = r.child
WHERE r.row_id <> f.row_id
