/*---
rule = "103"
title = "Ethnicity is blank or not a valid code"
advice = "REFU (refused) and NOBT (not yet obtained) are valid where the ethnicity is not known."
cells = ["header.ethnic"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 103"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'ethnic' AND c.code = h.ethnic)
