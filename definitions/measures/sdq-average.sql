/*---
id = "sdq-average"
version = 1
title = "Emotional health of children in care: average SDQ score"
subject = "The average Strengths and Difficulties score of children in care"
shape = "mean"
polarity = "low"
unit = "child"
value_unit = "points"
window = "12 months"
look_back = "none"
needs = ["ssd_cla_episodes", "ssd_sdq_scores"]
checks = ["102", "141", "142", "147", "148", "149", "185", "196", "197a", "356", "388", "431", "432", "433", "437", "501", "INT33"]
definition = "The average of the latest Strengths and Difficulties Questionnaire scores in the year, of children aged 5 to 16 who had been looked after for at least twelve months on the last day. A lower score is better; 14 to 16 is borderline, 17 and over is a cause for concern."
source = "DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017, OC2 (SDQ score)"
benchmarks = ["lait/Emotional_LAC"]
phrases = ["sdq*", "strengths and difficulties", "emotional health", "emotional wellbeing"]
ages = [5, 16]
example = """
Three children in the cohort: scores 12 in May and 18 in March (the latest counts), 14, and none.
The average is 16.0, from two of three children: coverage 66.7%."""

[parameters.youngest_age]
value = 5
choices = [4, 5]
meaning = "The youngest age in the cohort: a score is asked for from the fourth birthday, and DfE's tables begin at five."
---*/
WITH care AS (
    SELECT
        e.clae_person_id AS person_id,
        e.clae_cla_id AS cla_id,
        MIN(COALESCE(e.clae_entered_care_date, e.clae_cla_episode_start_date)) AS began,
        CASE WHEN COUNT(*) > COUNT(e.clae_cla_episode_ceased_date) THEN NULL
            ELSE MAX(e.clae_cla_episode_ceased_date) END AS ended
    FROM ssd_cla_episodes AS e
    LEFT ANTI JOIN (
        SELECT lega_person_id, lega_legal_status_start_date AS begins, lega_legal_status_end_date AS finishes
        FROM ssd_legal_status
        WHERE lega_legal_status IN ('V3', 'V4')
    ) AS short_breaks
        ON short_breaks.lega_person_id = e.clae_person_id
        AND short_breaks.begins <= e.clae_cla_episode_start_date
        AND (short_breaks.finishes IS NULL OR short_breaks.finishes > e.clae_cla_episode_start_date)
    WHERE e.clae_cla_episode_start_date IS NOT NULL
    GROUP BY e.clae_person_id, e.clae_cla_id
),
aged AS (
    SELECT
        p.period,
        p.starts,
        p.ends,
        care.person_id,
        CAST(
            date_part('year', p.ends) - date_part('year', person.pers_dob)
            - CASE
                WHEN date_part('month', p.ends) * 100 + date_part('day', p.ends)
                    < date_part('month', person.pers_dob) * 100 + date_part('day', person.pers_dob) THEN 1
                ELSE 0
            END AS INT
        ) AS age
    FROM periods AS p
    JOIN care ON care.began <= p.starts AND (care.ended IS NULL OR care.ended > p.ends)
    JOIN ssd_person AS person ON person.pers_person_id = care.person_id
),
cohort AS (
    SELECT period, starts, ends, person_id, MAX(age) AS age
    FROM aged
    WHERE age BETWEEN $youngest_age AND 16
    GROUP BY period, starts, ends, person_id
),
scored AS (
    SELECT
        c.period,
        c.person_id,
        s.csdq_sdq_score AS score,
        ROW_NUMBER() OVER (
            PARTITION BY c.period, c.person_id
            ORDER BY s.csdq_sdq_completed_date DESC, s.csdq_table_id DESC
        ) AS nth
    FROM cohort AS c
    JOIN ssd_sdq_scores AS s
        ON s.csdq_person_id = c.person_id
        AND s.csdq_sdq_score IS NOT NULL
        AND s.csdq_sdq_completed_date BETWEEN c.starts AND c.ends
)
SELECT
    c.period,
    c.person_id AS case_id,
    c.person_id,
    c.age,
    CAST(s.score AS DOUBLE) AS value,
    CASE
        WHEN s.score IS NULL THEN NULL
        WHEN s.score <= 13 THEN 'normal (0 to 13)'
        WHEN s.score <= 16 THEN 'borderline (14 to 16)'
        ELSE 'cause for concern (17 to 40)'
    END AS by_band,
    CASE WHEN c.age < 11 THEN 'under 11' ELSE '11 to 16' END AS by_age
FROM cohort AS c
LEFT JOIN scored AS s ON s.period = c.period AND s.person_id = c.person_id AND s.nth = 1
