/*---
rule = "393"
title = "Girl is looked after, but whether she is a mother is left blank"
advice = "Fill it in for every girl, whatever her age, unless she had only short breaks."
cells = ["header.mother", "header.sex"]
severity = "error"
unconfirmed = "Taken from DfE's message. One episode that is not a short break (V3, V4) is enough, and a blank legal status counts as that. The old code 2 is still read as female after 2023/24; 101 tells of it."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 393"

[[changed]]
year = 2025
what = "Sex is coded M, F or U in place of 1 and 2"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE h.mother IS NULL
    AND (h.sex = '2' OR ($year >= 2025 AND h.sex = 'F'))
    AND EXISTS (
        SELECT 1
        FROM episodes e
        WHERE e.child = h.child AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    )
