/*---
rule = "612"
title = "Date of birth of a child is given for a girl who is not recorded as a mother"
advice = "Correct whether she is a mother, or remove the date."
cells = ["header.sex", "header.mother", "header.mc_dob"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 612"

[[changed]]
year = 2025
what = "Female is F instead of 2"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.sex = CASE WHEN $year >= 2025 THEN 'F' ELSE '2' END
    AND (h.mother = '0' OR h.mother IS NULL)
    AND (h.mc_dob IS NOT NULL OR h.mc_dob_unread IS NOT NULL)
