/*---
rule = "205B"
title = "Unaccompanied asylum seeker in both years, but the dates of ceasing do not fit"
advice = "Last year's return must have the 18th birthday as the date of ceasing; this year's must have the same day, or the day in this collection year on which the status ceased."
cells = ["uasc.duc", "header.uasc"]
severity = "error"
optional = ["header", "header_last", "header.uasc", "header_last.uasc"]
source = "DfE, CLA return 2024 to 2025, validation rule 205B"
---*/
WITH this_year AS (
    SELECT COALESCE(h.child, u.child) AS child,
        h.row_id AS header_row,
        u.row_id AS uasc_row,
        u.duc,
        -- Files without the flag of the header tell the status by a row in UASC.
        COALESCE(
            h.uasc,
            CASE WHEN u.sex IS NOT NULL OR u.duc IS NOT NULL THEN '1' ELSE '0' END
        ) AS status
    FROM header h
    FULL JOIN uasc u ON u.child = h.child
),
last_year AS (
    SELECT COALESCE(h.child, u.child) AS child,
        u.duc,
        COALESCE(u.dob, h.dob) AS dob,
        COALESCE(
            h.uasc,
            CASE WHEN u.sex IS NOT NULL OR u.duc IS NOT NULL THEN '1' ELSE '0' END
        ) AS status
    FROM header_last h
    FULL JOIN uasc_last u ON u.child = h.child
)
SELECT t.uasc_row, t.header_row
FROM this_year t
JOIN last_year l ON l.child = t.child
WHERE t.status = '1'
    AND l.status = '1'
    AND (
        l.duc IS NULL
        OR l.duc <> l.dob + INTERVAL '18' YEAR
        OR t.duc IS NULL
        OR (t.duc <> l.duc AND t.duc NOT BETWEEN $starts AND $ends)
    )
