/*---
id = "care-leavers-suitable-accommodation"
version = 1
title = "Care leavers in suitable accommodation"
subject = "The share of care leavers in suitable accommodation"
shape = "percentage"
polarity = "high"
unit = "child"
window = "12 months"
look_back = "none"
needs = ["ssd_care_leavers"]
checks = ["102", "133", "153", "1000", "1007", "INT06", "INT34"]
definition = "Of the former relevant young people whose 19th, 20th or 21st birthday fell in the twelve months, the share whose accommodation was judged suitable."
source = "DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2016 to 2017, OC3 (accommodation; suitability is the code's last digit)"
benchmarks = ["lait/CareLeaverAcc"]
phrases = ["suitable accommodation", "care leaver* ... accommodation|housing|housed", "accommodation ... care leaver*", "suitably accommodated|housed"]
ages = [19, 21]
example = """
Five young people turned 19 to 21: three in suitable and one in unsuitable accommodation, and one
who had gone abroad and is left out: 3 of 4, 75.0%. One who no longer wants the service stays in,
and where nothing is known of the accommodation, counts as not suitable."""

[parameters.out_of_touch_counts_as]
value = "not suitable"
choices = ["not suitable", "not known"]
meaning = "What a young person counts as who is not in touch, refused contact or needs no services, and whose accommodation is blank: DfE's tables keep them among all."
---*/
WITH birthdays AS (
    SELECT pers_person_id AS person_id, pers_dob + INTERVAL '19 years' AS birthday, '19' AS age FROM ssd_person
    UNION ALL
    SELECT pers_person_id, pers_dob + INTERVAL '20 years', '20' FROM ssd_person
    UNION ALL
    SELECT pers_person_id, pers_dob + INTERVAL '21 years', '21' FROM ssd_person
),
leavers AS (
    SELECT
        p.period,
        l.clea_person_id AS person_id,
        b.age,
        l.clea_care_leaver_in_touch AS in_touch,
        l.clea_care_leaver_accommodation AS accommodation,
        l.clea_care_leaver_accom_suitable AS suitable,
        ROW_NUMBER() OVER (
            PARTITION BY p.period, l.clea_person_id
            ORDER BY l._covers_to DESC NULLS LAST, l.clea_table_id DESC
        ) AS nth
    FROM periods AS p
    JOIN birthdays AS b ON CAST(b.birthday AS DATE) BETWEEN p.starts AND p.ends
    -- A row of a return is about the birthday that falls in the return's days.
    JOIN ssd_care_leavers AS l
        ON l.clea_person_id = b.person_id
        AND (l._covers_from IS NULL OR CAST(b.birthday AS DATE) BETWEEN l._covers_from AND l._covers_to)
)
SELECT
    c.period,
    c.person_id AS case_id,
    c.person_id,
    c.in_touch,
    c.accommodation,
    CASE
        WHEN c.suitable = 'Y' THEN TRUE
        WHEN c.suitable = 'N' THEN FALSE
        WHEN c.in_touch IN ('NO', 'REFU', 'NREQ') AND $out_of_touch_counts_as = 'not suitable' THEN FALSE
    END AS counted,
    CASE
        WHEN c.in_touch = 'DIED' THEN 'died'
        WHEN c.in_touch = 'RHOM' THEN 'home with a parent for six months or more'
        WHEN LEFT(c.accommodation, 1) IN ('G', 'H') THEN 'gone abroad or deported'
        WHEN LEFT(c.accommodation, 1) = 'R' THEN 'residence not known'
    END AS left_out,
    c.age AS by_age
FROM leavers AS c
WHERE c.nth = 1
