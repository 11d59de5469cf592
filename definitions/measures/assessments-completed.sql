/*---
id = "assessments-completed"
version = 1
title = "Single assessments completed in the month"
subject = "The number of single assessments completed"
shape = "count"
polarity = "none"
unit = "assessment"
window = "1 month"
look_back = "none"
needs = ["ssd_cin_assessments"]
definition = "The number of single assessments that were authorised in the month."
source = "DfE, Children in need census: guide 2016 to 2017, AssessmentAuthorisationDate"
phrases = ["assessment*", "assess*"]
unlike = ["health assess*", "initial health assess*", "risk assess*", "carers assess*", "needs assess*", "parenting assess*", "pre|post assess*", "viability assess*", "age assess*"]
example = """
An assessment authorised on 30 September counts in September, whenever it began; one begun in
September and not yet authorised does not count."""
---*/
SELECT
    p.period,
    a.cina_assessment_id AS case_id,
    a.cina_person_id AS person_id,
    a.cina_assessment_start_date AS assessment_started,
    a.cina_assessment_auth_date AS authorised,
    a.cina_assessment_team AS by_team
FROM periods AS p
JOIN ssd_cin_assessments AS a ON a.cina_assessment_auth_date BETWEEN p.starts AND p.ends
