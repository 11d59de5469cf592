/*---
rule = "202"
title = "Sex differs from last year's return"
advice = "Check which of the two years is right; a blank in one of them counts as a difference."
cells = ["header.sex"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 202"
[[changed]]
year = 2025
what = "M and F took the place of 1 and 2: 1 last year and M this year are no difference"
---*/
SELECT h.row_id AS header_row
FROM header h
WHERE EXISTS (
    SELECT 1 FROM header_last l
    WHERE l.child = h.child
        -- Figures until 2023/24, letters since: the same answer in both is no difference.
        AND (
            CASE l.sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE l.sex END
            IS DISTINCT FROM CASE h.sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE h.sex END
        )
)
