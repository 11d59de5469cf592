/*---
rule = "205D"
title = "Unaccompanied asylum seeker this year, but last year's return says otherwise"
advice = "Check the status in both years."
cells = ["header.uasc", "uasc.child"]
severity = "error"
optional = ["header", "header_last", "header.uasc", "header_last.uasc"]
source = "DfE, CLA return 2024 to 2025, validation rule 205D"
unconfirmed = "From DfE's message: a child who was not in last year's return at all is left out."
---*/
WITH this_year AS (
    SELECT COALESCE(h.child, u.child) AS child,
        h.row_id AS header_row,
        u.row_id AS uasc_row,
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
        COALESCE(
            h.uasc,
            CASE WHEN u.sex IS NOT NULL OR u.duc IS NOT NULL THEN '1' ELSE '0' END
        ) AS status
    FROM header_last h
    FULL JOIN uasc_last u ON u.child = h.child
)
SELECT t.header_row,
    CASE WHEN t.header_row IS NULL THEN t.uasc_row END AS uasc_row
FROM this_year t
JOIN last_year l ON l.child = t.child
WHERE t.status = '1'
    AND l.status <> '1'
