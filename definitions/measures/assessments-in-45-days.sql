/*---
id = "assessments-in-45-days"
version = 1
title = "Single assessments completed within 45 working days"
subject = "The share of single assessments completed within 45 working days"
shape = "percentage"
polarity = "high"
unit = "assessment"
window = "1 month"
look_back = "none"
needs = ["ssd_cin_assessments"]
definition = "Of the single assessments authorised in the month, the share that took at most 45 working days from start to authorisation."
source = "DfE, Children in need census: guide 2016 to 2017; Working Together to Safeguard Children (2015), chapter 1, paragraph 58"
benchmarks = ["lait/Continue_Assess_Comp"]
phrases = ["assess* ... 45", "in|within 45", "45 working|day|days", "timel* ... assess*", "assess* timel*", "assess* ... timely", "timely ... assess*", "assess* ... timescale|timescales", "timescale|timescales ... assess*", "assess* ... on|in time"]
unlike = ["health assess*", "initial health assess*", "risk assess*"]
example = """
An assessment begun on Monday 4 July 2016 and authorised on Tuesday 6 September 2016: 65 days less
18 at weekends and the bank holiday on 29 August make 45 working days after the start: in time.
Authorised a day later it is not."""

[parameters.clock_starts]
value = "assessment"
choices = ["assessment", "referral"]
meaning = "Whether the 45 working days run from the start of the assessment or from the referral."
---*/
WITH assessments AS (
    SELECT
        a.cina_assessment_id AS case_id,
        a.cina_person_id AS person_id,
        CASE
            WHEN $clock_starts = 'referral' THEN r.cine_referral_date
            ELSE a.cina_assessment_start_date
        END AS started,
        a.cina_assessment_auth_date AS authorised,
        a.cina_assessment_team AS team
    FROM ssd_cin_assessments AS a
    LEFT JOIN ssd_cin_episodes AS r ON r.cine_referral_id = a.cina_referral_id
)
SELECT
    p.period,
    a.case_id,
    a.person_id,
    a.started,
    a.authorised,
    last_day.ordinal - first_day.ordinal AS working_days,
    last_day.ordinal - first_day.ordinal <= 45 AS counted,
    a.team AS by_team
FROM periods AS p
JOIN assessments AS a ON a.authorised BETWEEN p.starts AND p.ends
LEFT JOIN working_days AS first_day ON first_day.day = a.started
LEFT JOIN working_days AS last_day ON last_day.day = a.authorised
