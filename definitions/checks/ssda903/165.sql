/*---
rule = "165"
title = "Whether the child is a mother is missing, not a valid code, or given for a male"
cells = ["header.mother", "header.sex", "oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "error"
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 165"
unconfirmed = "Two things: short breaks do not count as an episode that calls for an answer (as a recorded case has it), and for the sex U only the validity of the code is checked."
[[changed]]
year = 2025
what = "Sex is coded M, F and U"
---*/
WITH in_year AS (
    SELECT child, BOOL_OR(ls IS NULL OR ls NOT IN ('V3', 'V4')) AS in_care
    FROM episodes
    WHERE decom <= $ends AND (dec >= $starts OR dec IS NULL)
    GROUP BY child
)
SELECT h.row_id AS header_row, o.row_id AS oc3_row
FROM header h
LEFT JOIN oc3 o ON o.child = h.child
LEFT JOIN in_year y ON y.child = h.child
WHERE (
        h.mother IS NOT NULL
        -- Figures until 2023/24, letters since.
        AND (h.sex IN ('1', 'M') OR h.mother NOT IN ('0', '1'))
    )
    OR (
        h.mother IS NULL
        AND h.sex IN ('2', 'F')
        AND (
            y.in_care
            -- Without an episode only a care leaver needs no answer.
            OR (
                y.child IS NULL
                AND o.in_touch IS NULL
                AND o.activ IS NULL
                AND o.accom IS NULL
            )
        )
    )
