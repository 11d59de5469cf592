/*---
rule = "557"
title = "Child left care without being adopted, but the end of the plan for adoption is not recorded"
advice = "Enter when and why the decision on adoption was reversed, or correct why the child left care."
cells = ["placed_adoption.date_placed_ceased", "placed_adoption.reason_placed_ceased", "episodes.place", "episodes.ls", "episodes.rec"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 557"

[[changed]]
year = 2025
what = "Freeing orders (D1) no longer count"
---*/
SELECT e.row_id AS episodes_row, p.row_id AS placed_adoption_row
FROM episodes e
-- A decision made after the child left care belongs to a later period of care.
LEFT JOIN placed_adoption p
    ON p.child = e.child AND NOT COALESCE(p.date_placed > e.dec, FALSE)
WHERE (
        e.place IN ('A3', 'A4', 'A5', 'A6')
        OR e.ls = 'E1'
        OR ($year <= 2024 AND e.ls = 'D1')
    )
    AND e.rec NOT IN ('X1', 'E11', 'E12')
    AND (
        (p.date_placed_ceased IS NULL AND p.date_placed_ceased_unread IS NULL)
        OR p.reason_placed_ceased IS NULL
    )
