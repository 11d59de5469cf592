/*---
rule = "SW12STG2"
title = "Period of care with no social worker by its end, of a child in care on 31 March"
advice = "Give every social worker the child had in the years reported, also before and between the periods of care. The row marked is the last episode of the period."
cells = ["episodes.dec"]
severity = "error"
from = 2024
source = "DfE, CLA return 2023 to 2027, validation rule SW12STG2"
unconfirmed = "DfE's coding was not found. Read from its message: of a child looked after on 31 March, every period of care that reaches into the years reported, short breaks apart, needs a social worker episode that began by the end of the period."
differs = [
    { case = "2023_24/SW12STG2/0", reason = "The tool finds episode 9 because the social worker was there before care began, and would find any open episode that did not start a period; DfE's message asks for workers from before care too." },
    { case = "2024_25/SW12STG2/0", reason = "As in 2023/24; and episode 10 belongs to a child who is no longer looked after on 31 March, of whom the message asks nothing." },
]
[[changed]]
year = 2025
what = "The years reported are the year and the one before it; until then only the year"
---*/
SELECT e.row_id AS episodes_row
FROM ordered_episodes e
WHERE (e.next_row IS NULL OR e.next_rne = 'S')
    AND (e.ls IS NULL OR e.ls NOT IN ('V3', 'V4'))
    AND (
        e.dec IS NULL
        OR e.dec >= CASE WHEN $year >= 2025 THEN $starts - INTERVAL '1' YEAR ELSE $starts END
    )
    AND EXISTS (
        SELECT 1
        FROM episodes o
        WHERE o.child = e.child
            AND o.dec IS NULL
            AND (o.ls IS NULL OR o.ls NOT IN ('V3', 'V4'))
    )
    AND NOT EXISTS (
        SELECT 1
        FROM social_workers s
        WHERE s.child = e.child AND s.sw_decom <= COALESCE(e.dec, $ends)
    )
