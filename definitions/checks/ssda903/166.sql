/*---
rule = "166"
title = "Date of review is blank or not a date"
cells = ["reviews.review"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 166"
---*/
SELECT r.row_id AS reviews_row
FROM reviews r
WHERE r.review IS NULL OR r.review_unread IS NOT NULL
