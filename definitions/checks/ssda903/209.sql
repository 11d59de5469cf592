/*---
rule = "209"
title = "UPN is UN1 although the child is of school age"
advice = "Give the UPN, or the code that says why it is not known."
cells = ["header.upn", "header.dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 209"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.upn = 'UN1'
    -- Four by 31 August of the year before the collection year begins.
    AND h.dob + INTERVAL '4' YEAR < $starts - INTERVAL '7' MONTH
