/*---
rule = "227"
title = "Ofsted setting had already closed when the episode started"
advice = "Check the URN and the start date: the setting must still have been open on the day the episode began."
cells = ["episodes.urn", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 227"
---*/
-- A URN with several entries counts as closed only when all of them are, from the last closure on.
WITH closures AS (
    SELECT urn, MAX(closed) AS closed
    FROM settings
    WHERE urn IS NOT NULL
    GROUP BY urn
    HAVING BOOL_AND(closed IS NOT NULL)
)
SELECT e.row_id AS episodes_row
FROM episodes e
JOIN closures c ON c.urn = e.urn
WHERE e.urn <> 'XXXXXXX' AND e.decom >= c.closed
