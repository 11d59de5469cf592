/*---
rule = "335"
title = "Last placement disagrees with the answer whether the child was adopted by the foster carer"
advice = "Placements A2, A3 and A5 are with the current foster carer, A1, A4 and A6 are not. Check the placement and the foster carer field."
cells = ["episodes.place", "ad1.foster_care"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 335"
---*/
SELECT e.row_id AS episodes_row, a.row_id AS ad1_row
FROM episodes e
JOIN ad1 a ON a.child = e.child
WHERE e.rec IN ('E1', 'E11', 'E12')
    AND (e.place IN ('A2', 'A3', 'A5') AND a.foster_care = '0'
        OR e.place IN ('A1', 'A4', 'A6') AND a.foster_care = '1')
