/*---
id = "adoption-entry-to-placement"
version = 1
title = "Adoption: days from entering care to moving in with the adoptive family (A1)"
subject = "The average time from entering care to moving in with the adoptive family"
shape = "mean"
polarity = "low"
unit = "child"
value_unit = "days"
decimals = 0
window = "36 months"
look_back = "none"
needs = ["ssd_cla_episodes"]
checks = ["141", "142", "146", "147", "148", "149", "199", "356", "388", "390", "431", "432", "433", "437", "501", "601"]
definition = "Of the children adopted in the three years, the average number of days between entering care and moving in with their adoptive family."
source = "DfE, Adoption scorecards: methodology 2014 to 2017, indicator A1"
benchmarks = ["scorecard/A1"]
phrases = ["enter* care ... adopt*", "entry ... care ... adopt*", "enter* care ... moving", "entry to care", "moving in with", "A1"]
example = """
A child enters care on 1 January 2015 and moves in with the adopters on 1 January 2016, and the
order is made in 2017: 365 days. Where the entry to care lies before all data, the child's time is
not known, and the coverage says so."""

[threshold]
value = 426.0
source = "DfE, Adoption scorecards 2013 to 2016: threshold of 14 months"

[parameters.foster_carer_adopts]
value = "adoption placement"
choices = ["adoption placement", "foster placement"]
meaning = "Where the foster carer adopts: whether the time ends with the adoption placement (A1), or with the start of the foster placement (A10)."
---*/
WITH adopted AS (
    SELECT
        clae_person_id AS person_id,
        clae_cla_id AS cla_id,
        clae_entered_care_date AS entered_care,
        clae_cla_episode_ceased_date AS adopted_on,
        ROW_NUMBER() OVER (
            PARTITION BY clae_person_id ORDER BY clae_cla_episode_ceased_date DESC
        ) AS nth
    FROM ssd_cla_episodes
    WHERE clae_cla_episode_ceased_reason IN ('E11', 'E12')
),
permanence AS (
    SELECT
        perm_person_id AS person_id,
        MAX(perm_placed_for_adoption_date) AS placed_for_adoption,
        MAX(perm_placed_foster_carer_date) AS placed_with_foster_carer,
        MAX(perm_adopted_by_carer_flag) AS adopted_by_carer
    FROM ssd_permanence
    GROUP BY perm_person_id
),
timed AS (
    SELECT
        a.person_id,
        a.entered_care,
        a.adopted_on,
        CASE
            WHEN m.adopted_by_carer = 'Y' AND $foster_carer_adopts = 'foster placement'
                THEN m.placed_with_foster_carer
            ELSE m.placed_for_adoption
        END AS moved_in,
        m.adopted_by_carer
    FROM adopted AS a
    LEFT JOIN permanence AS m ON m.person_id = a.person_id
    WHERE a.nth = 1
)
SELECT
    p.period,
    t.person_id AS case_id,
    t.person_id,
    t.entered_care,
    t.moved_in,
    t.adopted_on,
    CAST(CAST(t.moved_in AS INT) - CAST(t.entered_care AS INT) AS DOUBLE) AS value,
    CASE t.adopted_by_carer WHEN 'Y' THEN 'adopted by the foster carer' ELSE 'adopted by others' END AS by_adopter
FROM periods AS p
JOIN timed AS t ON t.adopted_on BETWEEN p.starts AND p.ends
