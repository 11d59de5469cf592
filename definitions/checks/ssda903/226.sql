/*---
rule = "226"
title = "Reason for a change of placement given beside a temporary placement"
advice = "Leave the reason blank in the temporary placement (T0 to T4) and in the episode before it; the episode shown is the temporary one."
cells = ["episodes.reason_place_change", "episodes.place"]
severity = "error"
source = "DfE, CLA return 2025 to 2026, validation rule 226"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
LEFT JOIN ordered_episodes o ON o.row_id = e.row_id
WHERE e.place IN ('T0', 'T1', 'T2', 'T3', 'T4')
    AND (e.reason_place_change IS NOT NULL OR o.prev_reason_place_change IS NOT NULL)
