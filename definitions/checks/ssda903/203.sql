/*---
rule = "203"
title = "Date of birth differs from last year's return"
advice = "Check which of the two years is right; a blank in one of them counts as a difference."
cells = ["header.dob"]
severity = "error"
differs = [{ case = "2022_23/203/0", reason = "It counts a date that cannot be read as different. Here such a row is named as one that could not be judged, and rule 102 finds it." }]
source = "DfE, CLA return 2024 to 2025, validation rule 203"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE EXISTS (
    SELECT 1 FROM header_last l WHERE l.child = h.child AND (l.dob IS DISTINCT FROM h.dob)
)
