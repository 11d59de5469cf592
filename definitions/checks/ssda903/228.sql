/*---
rule = "228"
title = "Ofsted setting closed before the episode ended"
advice = "Check the URN and the end date; an open episode needs a setting that was still open on the last day of the year."
cells = ["episodes.urn", "episodes.dec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 228"
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
WHERE e.urn <> 'XXXXXXX' AND COALESCE(e.dec, $ends) > c.closed
