/*---
rule = "210"
title = "UPN is UN4, and an episode began on or after 24 March"
advice = "Check when the child came into care, and give the UPN where it is known by now."
cells = ["header.upn", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 210"
unconfirmed = "DfE's coding and its message point opposite ways. The coding, as the open-source validator quotes it, lets no episode begin on or after 24 March where the UPN is UN4, and is followed here; the message speaks of children looked after for more than a week at 31 March."
---*/
SELECT e.row_id AS episodes_row, h.row_id AS header_row
FROM header h
JOIN episodes e ON e.child = h.child
WHERE h.upn = 'UN4'
    AND e.decom >= $ends - INTERVAL '7' DAY
