/*---
rule = "347"
title = "Care leaver in a foyer was under 18 at the start of the year"
advice = "Check the date of birth and the kind of accommodation."
cells = ["oc3.dob", "oc3.accom"]
severity = "error"
from = 2024
source = "DfE, CLA return 2024 to 2025, validation rule 347"
unconfirmed = "DfE names the code T; it is taken to mean T1 and T2, the foyer codes of the return."
---*/
SELECT row_id AS oc3_row
FROM oc3
WHERE accom IN ('T', 'T1', 'T2') AND dob + INTERVAL '18' YEAR > $starts
