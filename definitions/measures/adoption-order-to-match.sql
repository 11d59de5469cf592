/*---
id = "adoption-order-to-match"
version = 1
title = "Adoption: days from the court's authority to the match (A2)"
subject = "The average time from the court's authority to place a child to the match with a family"
shape = "mean"
polarity = "low"
unit = "child"
value_unit = "days"
decimals = 0
window = "36 months"
look_back = "none"
needs = ["ssd_cla_episodes"]
checks = ["113", "141", "142", "144", "147", "148", "149", "356", "388", "408", "431", "432", "433", "437", "501", "582", "601"]
definition = "Of the children adopted in the three years with a placement order, the average number of days between the order and the decision to match them with a family; none where the match came first."
source = "DfE, Adoption scorecards: methodology 2014 to 2017, indicator A2"
benchmarks = ["scorecard/A2"]
phrases = ["court* ... match*", "court authority", "authority to place", "match* ... family|adopters", "placement order* ... match*", "match* ... adopt*", "matching", "A2"]
example = """
Order on 1 March, match on 31 March: 30 days. Match on 1 February, order on 1 March: 0 days."""

[threshold]
value = 121.0
source = "DfE, Adoption scorecards 2013 to 2016: threshold of 4 months"
---*/
WITH adopted AS (
    SELECT
        clae_person_id AS person_id,
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
        MIN(perm_placement_order_date) AS placement_order,
        MAX(perm_matched_date) AS matched
    FROM ssd_permanence
    GROUP BY perm_person_id
)
SELECT
    p.period,
    a.person_id AS case_id,
    a.person_id,
    m.placement_order,
    m.matched,
    a.adopted_on,
    CASE
        WHEN m.matched < m.placement_order THEN 0.0
        ELSE CAST(CAST(m.matched AS INT) - CAST(m.placement_order AS INT) AS DOUBLE)
    END AS value
FROM periods AS p
JOIN adopted AS a ON a.adopted_on BETWEEN p.starts AND p.ends AND a.nth = 1
JOIN permanence AS m ON m.person_id = a.person_id AND m.placement_order IS NOT NULL
