/*---
id = "cla-three-placements"
version = 1
title = "Children in care with three or more placements in the year"
subject = "The share of children in care with three or more placements in the year"
shape = "percentage"
polarity = "low"
unit = "child"
window = "12 months"
look_back = "1 month"
needs = ["ssd_cla_episodes"]
checks = ["141", "142", "143", "144", "146", "147", "148", "149", "356", "388", "431", "432", "433", "434", "435", "436", "437", "501"]
definition = "Of the children looked after on the last day, the share who had three or more placements in the twelve months that end on it."
source = "DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017 (placement changes; reasons for new episode); National Indicator 62"
benchmarks = ["lait/LACStable_2016on"]
phrases = ["three|3 or more placement*", "3+ placement*", "three|3 placement*", "placement stability", "placement move*", "placement* ... three|3 or more", "multiple placement*", "placement changes"]
example = """
A child lives with carer A from before the window until May, with carer B until August, and with
carer C since: three placements, counted. A child who moves house together with the same carer
(RNE T) has one placement, and one who spends a fortnight in hospital (T1) and returns to the same
carer has one."""

[parameters.same_carer_move_counts]
value = false
choices = [false, true]
meaning = "Whether a new address with the same carer (RNE T and U) is another placement."

[parameters.temporary_counts]
value = false
choices = [false, true]
meaning = "Whether a temporary placement (T0 to T4), and the return from it, is another placement."
---*/
WITH episodes AS (
    SELECT
        e.clae_person_id AS person_id,
        e.clae_cla_episode_start_date AS starts,
        e.clae_cla_episode_ceased_date AS ends,
        e.clae_cla_episode_start_reason AS reason,
        p.clap_cla_placement_type AS type,
        CONCAT_WS(
            '/',
            COALESCE(p.clap_cla_placement_type, '-'),
            COALESCE(p.clap_cla_placement_provider, '-'),
            COALESCE(p.clap_cla_placement_urn, '-'),
            COALESCE(p.clap_cla_placement_postcode, '-')
        ) AS place
    FROM ssd_cla_episodes AS e
    LEFT JOIN ssd_cla_placement AS p ON p.clap_cla_placement_id = e.clae_cla_placement_id
    -- Short breaks are not part of any measure of children looked after.
    LEFT ANTI JOIN (
        SELECT lega_person_id, lega_legal_status_start_date AS begins, lega_legal_status_end_date AS finishes
        FROM ssd_legal_status
        WHERE lega_legal_status IN ('V3', 'V4')
    ) AS short_breaks
        ON short_breaks.lega_person_id = e.clae_person_id
        AND short_breaks.begins <= e.clae_cla_episode_start_date
        AND (short_breaks.finishes IS NULL OR short_breaks.finishes > e.clae_cla_episode_start_date)
    WHERE e.clae_cla_episode_start_date IS NOT NULL
),
-- A run of episodes in the same place with the same carer is one placement.
run_starts AS (
    SELECT
        *,
        CASE
            WHEN type IN ('A3', 'A5') AND reason <> 'S' THEN 0
            WHEN reason IN ('S', 'P', 'B') THEN 1
            WHEN reason IN ('T', 'U') AND $same_carer_move_counts THEN 1
            ELSE 0
        END AS begins_run
    FROM episodes
),
numbered AS (
    SELECT
        *,
        SUM(begins_run) OVER (
            PARTITION BY person_id
            ORDER BY starts, ends NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run
    FROM run_starts
),
runs AS (
    SELECT
        person_id,
        run,
        MIN(starts) AS starts,
        CASE WHEN COUNT(*) > COUNT(ends) THEN NULL ELSE MAX(ends) END AS ends,
        FIRST_VALUE(type ORDER BY starts) IN ('T0', 'T1', 'T2', 'T3', 'T4')
            AND NOT $temporary_counts AS is_temporary,
        FIRST_VALUE(place ORDER BY starts) AS first_place,
        LAST_VALUE(place ORDER BY starts) AS last_place
    FROM numbered
    GROUP BY person_id, run
),
after_what AS (
    SELECT
        *,
        LAG(is_temporary) OVER (PARTITION BY person_id ORDER BY starts, run) AS after_temporary
    FROM runs
),
lasting AS (
    SELECT
        *,
        CASE
            WHEN after_temporary
                AND first_place = LAG(last_place) OVER (PARTITION BY person_id ORDER BY starts, run) THEN 0
            ELSE 1
        END AS begins_placement
    FROM after_what
    WHERE NOT is_temporary
),
placement_numbered AS (
    SELECT
        *,
        SUM(begins_placement) OVER (
            PARTITION BY person_id
            ORDER BY starts, run
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS placement
    FROM lasting
),
placements AS (
    SELECT
        person_id,
        placement,
        MIN(starts) AS starts,
        CASE WHEN COUNT(*) > COUNT(ends) THEN NULL ELSE MAX(ends) END AS ends
    FROM placement_numbered
    GROUP BY person_id, placement
),
cohort AS (
    SELECT p.period, p.starts, p.ends, e.person_id, MAX(e.type) AS type
    FROM periods AS p
    JOIN episodes AS e
        ON e.starts <= p.ends
        AND (e.ends IS NULL OR e.ends > p.ends)
    GROUP BY p.period, p.starts, p.ends, e.person_id
),
-- A placement that began and ended on one day lasted less than 24 hours.
counts AS (
    SELECT c.period, c.person_id, COUNT(pl.placement) AS placements
    FROM cohort AS c
    JOIN placements AS pl
        ON pl.person_id = c.person_id
        AND pl.starts <= c.ends
        AND (pl.ends IS NULL OR (pl.ends > c.starts AND pl.ends > pl.starts))
    GROUP BY c.period, c.person_id
),
teams AS (
    SELECT c.period, c.person_id, MAX(i.invo_professional_team) AS team
    FROM cohort AS c
    JOIN ssd_involvements AS i
        ON i.invo_person_id = c.person_id
        AND i.invo_involvement_start_date <= c.ends
        AND (i.invo_involvement_end_date IS NULL OR i.invo_involvement_end_date > c.ends)
    GROUP BY c.period, c.person_id
)
SELECT
    c.period,
    c.person_id AS case_id,
    c.person_id,
    COALESCE(n.placements, 0) AS placements,
    COALESCE(n.placements, 0) >= 3 AS counted,
    CASE
        WHEN person.pers_dob IS NULL THEN NULL
        WHEN person.pers_dob > c.ends - INTERVAL '5 years' THEN 'under 5'
        WHEN person.pers_dob > c.ends - INTERVAL '10 years' THEN '5 to 9'
        WHEN person.pers_dob > c.ends - INTERVAL '16 years' THEN '10 to 15'
        ELSE '16 and over'
    END AS by_age,
    t.team AS by_team
FROM cohort AS c
LEFT JOIN counts AS n ON n.period = c.period AND n.person_id = c.person_id
LEFT JOIN teams AS t ON t.period = c.period AND t.person_id = c.person_id
LEFT JOIN ssd_person AS person ON person.pers_person_id = c.person_id
