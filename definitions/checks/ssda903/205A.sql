/*---
rule = "205A"
title = "Unaccompanied asylum seeker last year but not this year, and the dates of ceasing do not fit"
advice = "The status must have ceased in the collection year before, on the date given in last year's return; this year's return then has no date of ceasing."
cells = ["uasc.duc", "header.uasc", "header.child"]
severity = "error"
optional = ["header", "header_last", "header.uasc", "header_last.uasc"]
source = "DfE, CLA return 2024 to 2025, validation rule 205A"
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
WHERE l.status = '1'
    AND t.status <> '1'
    AND (
        t.duc IS NOT NULL
        OR l.duc IS NULL
        OR l.duc < $starts - INTERVAL '1' YEAR
        OR l.duc >= $starts
    )
