/*---
id = "sgo-discharges"
version = 1
title = "Children who left care with special guardianship"
subject = "The number of children who left care with special guardianship"
shape = "count"
polarity = "none"
unit = "child"
window = "12 months"
look_back = "none"
needs = ["ssd_cla_episodes"]
checks = ["141", "142", "147", "148", "149", "356", "388", "431", "432", "433", "437", "501", "516"]
definition = "Of the children who ceased to be looked after in the twelve months, the number who left care because a special guardianship order was made, and their share of all who ceased."
source = "DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017 (reason episode ceased: E43, E44; E45 to E48 from 2018/19)"
benchmarks = ["lait/LAC_ceased_SGO"]
phrases = ["special guardianship*", "sgo*"]
example = """
Ten children ceased in the year, four of them with E43 or E44: 4, which is 40.0% of those who
ceased. A child who left care twice in the year is one child, with the later reason."""
---*/
WITH ceased AS (
    SELECT
        p.period,
        e.clae_person_id AS person_id,
        e.clae_cla_episode_ceased_date AS ceased_on,
        e.clae_cla_episode_ceased_reason AS reason,
        ROW_NUMBER() OVER (
            PARTITION BY p.period, e.clae_person_id
            ORDER BY e.clae_cla_episode_ceased_date DESC, e.clae_cla_episode_id DESC
        ) AS nth
    FROM periods AS p
    JOIN ssd_cla_episodes AS e
        ON e.clae_cla_episode_ceased_date BETWEEN p.starts AND p.ends
        AND e.clae_cla_episode_ceased_reason <> 'X1'
    LEFT ANTI JOIN (
        SELECT lega_person_id, lega_legal_status_start_date AS begins, lega_legal_status_end_date AS finishes
        FROM ssd_legal_status
        WHERE lega_legal_status IN ('V3', 'V4')
    ) AS short_breaks
        ON short_breaks.lega_person_id = e.clae_person_id
        AND short_breaks.begins <= e.clae_cla_episode_start_date
        AND (short_breaks.finishes IS NULL OR short_breaks.finishes > e.clae_cla_episode_start_date)
)
SELECT
    c.period,
    c.person_id AS case_id,
    c.person_id,
    c.ceased_on,
    c.reason,
    c.reason IN ('E43', 'E44', 'E45', 'E46', 'E47', 'E48') AS counted
FROM ceased AS c
WHERE c.nth = 1
