/*---
rule = "344"
title = "Care leaver died or returned home, but activity or accommodation is given"
advice = "Put 0 for both, or correct whether the authority is in touch."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 344"
differs = [{ case = "2022_23/344/0", reason = "The case takes a blank activity for one that is given; the rule forbids a value other than 0." }]
---*/
SELECT row_id AS oc3_row
FROM oc3
WHERE in_touch IN ('DIED', 'RHOM') AND (activ <> '0' OR accom <> '0')
