/*---
id = "returns-home"
version = 1
title = "Children who left care to return home"
subject = "The share of children leaving care who returned home"
shape = "percentage"
polarity = "none"
unit = "child"
window = "12 months"
look_back = "none"
needs = ["ssd_cla_episodes"]
checks = ["141", "142", "147", "148", "149", "356", "388", "431", "432", "433", "437", "501"]
definition = "Of the children who ceased to be looked after in the twelve months, the share who returned to live with a parent or another person with parental responsibility."
source = "DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017 (reason episode ceased: E4A planned, E4B unplanned; E4 in earlier years)"
benchmarks = ["lait/LAC_RetHome_CarePlan_%", "lait/LAC_RetHome_Not_CarePlan_%"]
phrases = ["return* home", "return* to live with", "return* to ... parents|family|families", "went home", "going home", "gone home", "reunif*", "reunit*"]
unlike = ["return* home interview*"]
example = """
Ten children ceased in the year: three with E4A, one with E4B, two with E13 (relatives without
parental responsibility, shown apart) and four with other reasons: 40.0%."""
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
    c.reason IN ('E4', 'E4A', 'E4B') AS counted,
    CASE
        WHEN c.reason IN ('E4', 'E4A') THEN 'parents, planned'
        WHEN c.reason = 'E4B' THEN 'parents, unplanned'
        WHEN c.reason = 'E13' THEN 'relatives without parental responsibility'
        ELSE 'elsewhere'
    END AS by_destination
FROM ceased AS c
WHERE c.nth = 1
