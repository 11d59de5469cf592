/*---
rule = "440"
title = "Review recorded for a child under 4 (PN0), but the child was 4 or older"
advice = "Check the date of birth, the date of the review and the code."
cells = ["reviews.dob", "reviews.review", "reviews.review_code"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 440"
---*/
SELECT row_id AS reviews_row
FROM reviews
WHERE review_code = 'PN0'
    AND review >= dob + INTERVAL '4' YEAR
