/*---
id = "re-referrals"
version = 1
title = "Re-referrals within 12 months"
subject = "The share of referrals within 12 months of an earlier referral"
shape = "percentage"
polarity = "low"
unit = "referral"
window = "12 months"
look_back = "12 months"
needs = ["ssd_cin_episodes"]
definition = "Of the referrals to children's social care in the twelve months, the share that followed an earlier referral of the same child within 365 days."
source = "DfE, Children in need census: guide 2016 to 2017; Characteristics of children in need, methodology (re-referrals)"
benchmarks = ["lait/ReReferral"]
phrases = ["rereferral*", "rereferred", "repeat referral*", "referral* ... within 12|twelve months", "referred again"]
example = """
A child referred on 1 March 2016 (closed in April) and again on 1 March 2017: 365 days, so the
second counts as a re-referral. On 2 March 2017 it would not."""
---*/
WITH referrals AS (
    SELECT
        cine_referral_id AS case_id,
        cine_person_id AS person_id,
        cine_referral_date AS referred,
        cine_referral_team AS team,
        cine_referral_source_code AS source,
        MAX(COALESCE(cine_close_date, DATE '9999-12-31')) OVER (
            PARTITION BY cine_person_id
            ORDER BY cine_referral_date, cine_referral_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS open_until
    FROM ssd_cin_episodes
    WHERE cine_referral_date IS NOT NULL
),
valid AS (
    SELECT person_id, referred
    FROM referrals
    WHERE open_until IS NULL OR open_until <= referred
    GROUP BY person_id, referred
),
with_earlier AS (
    SELECT
        person_id,
        referred,
        LAG(referred) OVER (PARTITION BY person_id ORDER BY referred) AS referred_before
    FROM valid
)
SELECT
    p.period,
    r.case_id,
    r.person_id,
    r.referred,
    w.referred_before,
    COALESCE(w.referred_before >= r.referred - INTERVAL '365 days', FALSE) AS counted,
    CASE WHEN r.open_until > r.referred THEN 'recorded while a case was open' END AS left_out,
    r.team AS by_team,
    r.source AS by_source
FROM periods AS p
JOIN referrals AS r ON r.referred BETWEEN p.starts AND p.ends
LEFT JOIN with_earlier AS w ON w.person_id = r.person_id AND w.referred = r.referred
