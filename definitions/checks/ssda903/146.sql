/*---
rule = "146"
title = "Placement type is not a valid code"
advice = "The codes changed: supported accommodation is K3 (not H5) from 2024/25, and Z1 was split into Z11 to Z14 in 2025/26."
cells = ["episodes.place"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 146"
unconfirmed = "That H5 and P2 ended with 2023/24 is taken from DfE's other rules of 2024/25 (218, 222, 371), which no longer know them; no case of that year tells of them."
differs = [
    { case = "2022_23/146/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." },
    { case = "2024_25/146/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." },
    { case = "2025_26/146/0", reason = "The case counts an empty string as an entry; to the rule, and in a file, an empty cell is a blank, which passes." },
]
[[changed]]
year = 2025
what = "K3 came in; H5 and P2 are no longer valid"
[[changed]]
year = 2026
what = "Z11 to Z14 took the place of Z1"
---*/
SELECT e.row_id AS episodes_row
FROM episodes e
WHERE e.place IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM codes c WHERE c.list = 'place' AND c.code = e.place)
