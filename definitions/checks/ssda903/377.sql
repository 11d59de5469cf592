/*---
rule = "377"
title = "More than two temporary placements for a carer's holiday (T3) started within twelve months"
advice = "Check the placement codes and dates. Starts in the return of the year before are counted too, where it is there."
cells = ["episodes.place", "episodes.decom"]
severity = "error"
optional = ["episodes_last"]
unconfirmed = "Twelve months are counted from start to start, and the return of the year before is read as well; DfE's wording of this has not been seen."
source = "DfE, CLA return 2022 to 2023 onwards, validation rule 377"
---*/
WITH holidays AS (
    -- A change of legal status alone (L) during the holiday starts no placement.
    SELECT child, decom, row_id
    FROM episodes
    WHERE place = 'T3' AND decom IS NOT NULL AND (rne IS DISTINCT FROM 'L')
    UNION ALL
    SELECT l.child, l.decom, CAST(NULL AS BIGINT) AS row_id
    FROM episodes_last l
    WHERE l.place = 'T3'
        AND l.decom IS NOT NULL
        AND (l.rne IS DISTINCT FROM 'L')
        -- An episode open on 31 March stands in both returns.
        AND NOT EXISTS (
            SELECT 1 FROM episodes e WHERE e.child = l.child AND e.decom = l.decom
        )
),
neighbours AS (
    SELECT row_id,
        decom,
        LAG(decom, 2) OVER o AS second_before,
        LAG(decom) OVER o AS before,
        LEAD(decom) OVER o AS after,
        LEAD(decom, 2) OVER o AS second_after
    FROM holidays
    WINDOW o AS (PARTITION BY child ORDER BY decom, row_id)
)
-- Third, second or first of three starts within twelve months.
SELECT row_id AS episodes_row
FROM neighbours
WHERE row_id IS NOT NULL
    AND (
        decom < second_before + INTERVAL '1' YEAR
        OR after < before + INTERVAL '1' YEAR
        OR second_after < decom + INTERVAL '1' YEAR
    )
