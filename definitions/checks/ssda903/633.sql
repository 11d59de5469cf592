/*---
rule = "633"
title = "Authority of the previous permanence order is not a valid code"
cells = ["previous_permanence.la_perm"]
severity = "error"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 633"
---*/
SELECT p.row_id AS previous_permanence_row
FROM previous_permanence p
WHERE p.la_perm IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM codes c WHERE c.list = 'la_perm' AND c.code = p.la_perm
    )
