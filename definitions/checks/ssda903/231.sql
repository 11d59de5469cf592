/*---
rule = "231"
title = "Unaccompanied asylum-seeking child is under 11 at the end of the year"
advice = "Check the date of birth and the UASC status; if both are right, explain in a bypass request."
cells = ["header.dob", "header.uasc"]
severity = "query"
from = 2025
source = "DfE, CLA return 2024 to 2025, validation rule 231"
unconfirmed = "The status is taken from the UASC column of the header file; a child whose 11th birthday is the last day of the year is not queried."
---*/
SELECT row_id AS header_row
FROM header
WHERE uasc = '1' AND dob + INTERVAL '11' YEAR > $ends
