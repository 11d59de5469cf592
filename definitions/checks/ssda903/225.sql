/*---
rule = "225"
title = "Reason for the change of placement is missing"
advice = "Say why the placement ended, in the episode that ended with it."
cells = ["episodes.reason_place_change"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 225"
unconfirmed = "From DfE's message and another open validator: asked of an episode that goes on in another (X1), where the next has P, B, T or U for its reason and neither placement is temporary (T0 to T4). A blank placement type is not taken for temporary."
---*/
SELECT e.row_id AS episodes_row
FROM ordered_episodes e
WHERE e.rec = 'X1'
    AND e.reason_place_change IS NULL
    AND e.next_rne IN ('P', 'B', 'T', 'U')
    AND COALESCE(e.place, '') NOT IN ('T0', 'T1', 'T2', 'T3', 'T4')
    AND COALESCE(e.next_place, '') NOT IN ('T0', 'T1', 'T2', 'T3', 'T4')
