/*---
rule = "632"
title = "Date of the previous permanence order is not a date, or not before the child came into care"
advice = "Write it as DD/MM/YYYY, with ZZ (or ZZZZ) for a part that is not known; it must be before the first episode."
cells = ["previous_permanence.date_perm", "episodes.decom"]
severity = "error"
optional = ["episodes"]
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 632"
unconfirmed = "That the start meant is that of the child's first episode in the return, and that a date known only in part counts as the earliest day that it can mean."
---*/
WITH parts AS (
    SELECT row_id, child, date_perm,
        split_part(date_perm, '/', 1) AS on_day,
        split_part(date_perm, '/', 2) AS in_month,
        split_part(date_perm, '/', 3) AS in_year
    FROM previous_permanence
    WHERE date_perm IS NOT NULL
),
-- The first day that the date can mean; 2000 stands for an unknown year, as it has a 29 February.
dates AS (
    SELECT row_id, child, in_year,
        CASE WHEN regexp_like(date_perm, '^(ZZ|[0-9]{1,2})/(ZZ|[0-9]{1,2})/(ZZZZ|[0-9]{4})$')
            THEN TRY_CAST(concat(
                replace(in_year, 'ZZZZ', '2000'), '-',
                lpad(replace(in_month, 'ZZ', '01'), 2, '0'), '-',
                lpad(replace(on_day, 'ZZ', '01'), 2, '0')
            ) AS DATE)
        END AS earliest
    FROM parts
)
SELECT d.row_id AS previous_permanence_row, e.row_id AS episodes_row
FROM dates d
LEFT JOIN ordered_episodes e ON e.child = d.child AND e.nth = 1
WHERE d.earliest IS NULL OR d.in_year <> 'ZZZZ' AND d.earliest >= e.decom
