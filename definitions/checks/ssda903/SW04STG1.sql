/*---
rule = "SW04STG1"
title = "Start of the social worker episode is not a date"
cells = ["social_workers.sw_decom"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW04STG1"
differs = [{ case = "2023_24/SW04STG1/0", reason = "Until 2024/25 the validator that the case is from let ZZ stand for an unknown day, month or year, which the return allows only for the date of a previous permanence order; its 2025/26 edition no longer does." }]
---*/
SELECT s.row_id AS social_workers_row
FROM social_workers s
WHERE s.sw_decom_unread IS NOT NULL
