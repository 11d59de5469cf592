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
definition = "The cases held on the last day over the full-time equivalents of the practitioners who hold them, agency workers included."
source = "DfE, Children's social work workforce: methodology 2017 (average caseload)"
benchmarks = ["lait/Work_Force_AvgNumCase_SW"]
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
)
SELECT
    h.period,
    h.professional_id AS case_id,
    CAST(NULL AS VARCHAR) AS person_id,
    h.cases,
    CASE WHEN s.fte > 0 THEN CAST(h.cases AS DOUBLE) END AS value,
    CASE WHEN s.fte > 0 THEN s.fte END AS per,
    h.team AS by_team,
    CASE s.agency WHEN 'Y' THEN 'agency' WHEN 'N' THEN 'permanent' END AS by_contract
FROM held AS h
LEFT JOIN staff AS s ON s.professional_id = h.professional_id
