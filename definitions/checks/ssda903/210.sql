/*---
rule = "210"
title = "UPN code UN4 (new to care) for a child whose care began before the last week of the year"
advice = "UN4 is only for a child who came into care in the week before 31 March: give the UPN, or the code that says why there is none."
cells = ["header.upn"]
severity = "error"
source = "DfE, CLA return 2024 to 2025, validation rule 210"
unconfirmed = "DfE's coding and its message point opposite ways. The message is followed: UN4 is wrong for a child in care on 31 March whose period of care began before 24 March. The coding, as another open validator quotes it, lets no episode begin on or after 24 March, and would find just the children for whom the code is meant. A child whose care ended by 31 March is passed over."
differs = [{ case = "2022_23/210/0", reason = "The case finds episodes that began in the last week of the year; by DfE's message the code is wrong for a child looked after for longer than that." }]
---*/
WITH in_care AS (
    SELECT child, MAX(period_starts) AS since
    FROM ordered_episodes
    WHERE decom <= $ends AND (dec IS NULL OR dec > $ends)
    GROUP BY child
)
SELECT h.row_id AS header_row
FROM header h
JOIN in_care c ON c.child = h.child
WHERE h.upn = 'UN4' AND c.since < $ends - INTERVAL '7' DAY
