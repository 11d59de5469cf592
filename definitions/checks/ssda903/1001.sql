/*---
rule = "1001"
title = "Care leaver information, though the episodes show too little care after 14 or 16, or end in adoption"
advice = "Expected are 13 weeks of care from the 14th birthday on and a day from the 16th on. Only the episodes of this and last year's return are seen; confirm where there was earlier care."
cells = ["oc3.in_touch", "oc3.activ", "oc3.accom"]
severity = "query"
source = "DfE, CLA returns 2022/23 to 2026/27, validation rule 1001"
unconfirmed = "DfE judges by all episodes it holds. Here a person of 18 or more without an episode in either return is left out, as all their care may have been before; 13 weeks are 91 days."
---*/
WITH seen AS (
    SELECT child, decom, dec, rec, ls FROM episodes
    UNION ALL
    SELECT child, decom, dec, rec, ls FROM episodes_last
),
-- An episode open at the end of last year is in both returns, and has its end in this one only.
once AS (
    SELECT s.child, s.decom,
        MAX(s.dec) AS dec,
        BOOL_OR(COALESCE(s.rec IN ('E11', 'E12'), FALSE)) AS adopted,
        BOOL_OR(COALESCE(s.ls IN ('V3', 'V4'), FALSE)) AS short_break
    FROM seen s
    WHERE s.decom IS NOT NULL AND EXISTS (SELECT 1 FROM oc3 o WHERE o.child = s.child)
    GROUP BY s.child, s.decom
),
latest AS (
    SELECT child, MAX(decom) AS decom FROM once GROUP BY child
),
born AS (
    SELECT child, MIN(dob) AS dob FROM header GROUP BY child
),
stays AS (
    SELECT o.child, b.dob, o.decom, o.short_break,
        o.adopted AND o.decom = l.decom AS adopted,
        CASE WHEN o.dec IS NULL AND o.decom = l.decom THEN $ends ELSE o.dec END AS dec
    FROM once o
    JOIN latest l ON l.child = o.child
    LEFT JOIN born b ON b.child = o.child
),
care AS (
    SELECT child,
        MIN(dob) AS dob,
        BOOL_OR(adopted) AS adopted,
        SUM(CASE WHEN NOT short_break AND dec > GREATEST(decom, dob + INTERVAL '14' YEAR)
            THEN dec - GREATEST(decom, dob + INTERVAL '14' YEAR) ELSE 0 END) AS days_from_14,
        SUM(CASE WHEN NOT short_break AND dec > GREATEST(decom, dob + INTERVAL '16' YEAR)
            THEN dec - GREATEST(decom, dob + INTERVAL '16' YEAR) ELSE 0 END) AS days_from_16
    FROM stays
    GROUP BY child
)
SELECT o.row_id AS oc3_row
FROM oc3 o
LEFT JOIN care c ON c.child = o.child
LEFT JOIN born b ON b.child = o.child
WHERE c.adopted
    OR (c.dob IS NOT NULL AND (c.days_from_14 < 91 OR c.days_from_16 < 1))
    OR (
        c.child IS NULL
        AND o.child IS NOT NULL
        AND (b.dob IS NULL OR b.dob + INTERVAL '18' YEAR > $ends)
    )
