/*---
id = "caseload-average"
version = 1
title = "Average caseload"
subject = "The average number of cases held for each full-time practitioner"
shape = "rate"
polarity = "low"
unit = "practitioner"
value_unit = "cases per FTE"
window = "last day"
look_back = "none"
needs = ["ssd_involvements", "ssd_professionals"]
definition = "The cases held on the last day over the full-time equivalents of the practitioners who hold them, agency workers included; and by team against the level that the council has agreed for it."
source = "DfE, Children's social work workforce: methodology 2017 (average caseload)"
benchmarks = ["lait/Work_Force_AvgNumCase_SW"]
phrases = ["caseload*", "cases per", "cases each", "cases for each", "cases ... each ... social", "cases ... per ... social"]
example = """
A full-time practitioner holds 18 cases and a half-time one 9: 27 cases over 1.5 FTE make 18.0."""
---*/
WITH held AS (
    SELECT
        p.period,
        i.invo_professional_id AS professional_id,
        COUNT(DISTINCT i.invo_person_id) AS cases,
        MAX(i.invo_professional_team) AS team
    FROM periods AS p
    JOIN ssd_involvements AS i
        ON i.invo_involvement_start_date <= p.ends
        AND (i.invo_involvement_end_date IS NULL OR i.invo_involvement_end_date > p.ends)
    WHERE i.invo_person_id IS NOT NULL
    GROUP BY p.period, i.invo_professional_id
),
staff AS (
    SELECT
        prof_professional_id AS professional_id,
        MAX(prof_full_time_equivalency) AS fte,
        MAX(prof_agency_worker_flag) AS agency
    FROM ssd_professionals
    GROUP BY prof_professional_id
),
practitioners AS (
    SELECT
        h.period,
        h.professional_id,
        h.cases,
        h.team,
        s.agency,
        CASE WHEN s.fte > 0 THEN CAST(h.cases AS DOUBLE) END AS value,
        CASE WHEN s.fte > 0 THEN s.fte END AS per
    FROM held AS h
    LEFT JOIN staff AS s ON s.professional_id = h.professional_id
),
teams AS (
    SELECT
        p.period,
        p.team,
        SUM(p.value) / SUM(p.per) AS cases_per_fte,
        MAX(a.agreed_cases_per_fte) AS agreed
    FROM practitioners AS p
    JOIN agreed_caseloads AS a ON a.caseload_team = p.team
    GROUP BY p.period, p.team
)
SELECT
    p.period,
    p.professional_id AS case_id,
    CAST(NULL AS VARCHAR) AS person_id,
    p.cases,
    p.value,
    p.per,
    t.cases_per_fte AS team_cases_per_fte,
    t.agreed AS team_agreed_cases_per_fte,
    p.team AS by_team,
    CASE
        WHEN t.agreed IS NULL THEN 'teams without an agreed level'
        WHEN t.cases_per_fte <= t.agreed THEN 'teams within their agreed level'
        ELSE 'teams above their agreed level'
    END AS by_agreed_level,
    CASE p.agency WHEN 'Y' THEN 'agency' WHEN 'N' THEN 'permanent' END AS by_contract
FROM practitioners AS p
LEFT JOIN teams AS t ON t.period = p.period AND t.team = p.team
