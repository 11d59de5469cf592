/*---
rule = "120"
title = "Reason for no longer placing for adoption is not a valid code"
cells = ["placed_adoption.reason_placed_ceased"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 120"
differs = [{ case = "2022_23/120/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." }]
---*/
SELECT p.row_id AS placed_adoption_row
FROM placed_adoption p
WHERE p.reason_placed_ceased IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM codes c
        WHERE c.list = 'reason_placed_ceased' AND c.code = p.reason_placed_ceased
    )
