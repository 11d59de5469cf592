/*---
rule = "1003"
title = "Decision to place for adoption was made before the child came into care"
advice = "Check both dates; the decision cannot come before the first episode that starts care (RNE S)."
cells = ["placed_adoption.date_placed", "episodes.decom", "episodes.rne"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1003"
---*/
SELECT p.row_id AS placed_adoption_row, e.row_id AS episodes_row
FROM placed_adoption p
JOIN ordered_episodes e ON e.child = p.child
WHERE e.rne = 'S' AND e.period = 1 AND p.date_placed < e.decom
