/*---
rule = "446"
title = "Placement order (E1) given for an episode that began before December 2005"
cells = ["episodes.ls", "episodes.decom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 and after, validation rule 446"
---*/
SELECT row_id AS episodes_row
FROM episodes
WHERE ls = 'E1' AND decom < DATE '2005-12-01'
