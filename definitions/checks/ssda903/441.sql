/*---
rule = "441"
title = "Review recorded for a child of 4 or older (PN1 to PN7), but the child was under 4"
advice = "Check the date of birth, the date of the review and the code."
cells = ["reviews.dob", "reviews.review", "reviews.review_code"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 441"
---*/
SELECT row_id AS reviews_row
FROM reviews
WHERE review_code IN ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7')
    AND review < dob + INTERVAL '4' YEAR
