/*---
rule = "302"
title = "Child's first episode begins before the date of birth"
cells = ["header.dob", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 302"
---*/
SELECT o.row_id AS episodes_row, h.row_id AS header_row
FROM ordered_episodes o
JOIN header h ON h.child = o.child
WHERE o.nth = 1 AND o.decom < h.dob
