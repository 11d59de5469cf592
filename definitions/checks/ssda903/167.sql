/*---
rule = "167"
title = "How the child took part in the review is blank or not a valid code"
cells = ["reviews.review", "reviews.review_code"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 167"
---*/
SELECT r.row_id AS reviews_row
FROM reviews r
WHERE (
        r.review IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM codes c WHERE c.list = 'review_code' AND c.code = r.review_code
        )
    )
    OR (r.review IS NULL AND r.review_code IS NOT NULL)
