/*---
title = "This year's episodes in order, each with the one before and the one after"
says = "One row an episode with a start: all its columns, `nth` (1 for the child's first), `period` (how many RNE of S there were up to it), `period_starts`, and of its neighbours `prev_…` and `next_…`."
---*/
-- One order over all children and joins by place: a window for each child would cost more than
-- all the rules together.
WITH placed AS (
    SELECT
        e.*,
        ROW_NUMBER() OVER (ORDER BY child, decom, dec NULLS LAST, row_id) AS place_in_all,
        SUM(CASE WHEN rne = 'S' THEN 1 ELSE 0 END) OVER (
            ORDER BY child, decom, dec NULLS LAST, row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS starts_in_all
    FROM episodes AS e
    WHERE decom IS NOT NULL AND child IS NOT NULL
),
children AS (
    SELECT
        child,
        MIN(place_in_all) AS first_place,
        MIN(starts_in_all - CASE WHEN rne = 'S' THEN 1 ELSE 0 END) AS starts_before
    FROM placed
    GROUP BY child
),
periods AS (
    SELECT child, starts_in_all, MIN(decom) AS period_starts
    FROM placed
    GROUP BY child, starts_in_all
)
SELECT
    e.*,
    e.place_in_all - c.first_place + 1 AS nth,
    e.starts_in_all - c.starts_before AS period,
    p.period_starts,
    b.row_id AS prev_row,
    b.decom AS prev_decom,
    b.dec AS prev_dec,
    b.rne AS prev_rne,
    b.rec AS prev_rec,
    b.ls AS prev_ls,
    b.cin AS prev_cin,
    b.place AS prev_place,
    b.place_provider AS prev_place_provider,
    b.pl_post AS prev_pl_post,
    b.urn AS prev_urn,
    b.pl_la AS prev_pl_la,
    b.pl_location AS prev_pl_location,
    b.pl_distance AS prev_pl_distance,
    b.reason_place_change AS prev_reason_place_change,
    a.row_id AS next_row,
    a.decom AS next_decom,
    a.dec AS next_dec,
    a.rne AS next_rne,
    a.rec AS next_rec,
    a.ls AS next_ls,
    a.cin AS next_cin,
    a.place AS next_place,
    a.place_provider AS next_place_provider,
    a.pl_post AS next_pl_post,
    a.urn AS next_urn
FROM placed AS e
JOIN children AS c ON c.child = e.child
JOIN periods AS p ON p.child = e.child AND p.starts_in_all = e.starts_in_all
LEFT JOIN placed AS b ON b.place_in_all = e.place_in_all - 1 AND b.child = e.child
LEFT JOIN placed AS a ON a.place_in_all = e.place_in_all + 1 AND a.child = e.child
