/*---
id = "audits-good-or-better"
version = 1
title = "Practice audits graded Good or Outstanding"
subject = "The share of practice audits graded Good or Outstanding"
shape = "percentage"
polarity = "high"
unit = "audit"
window = "1 month"
look_back = "none"
needs = ["audits"]
definition = "Of the gradings of practice made in the month's audits, the share that were Good or Outstanding; where a moderator has graded too, the moderator's grade stands."
source = "Local: the council's audit programme, with the grades of Ofsted's framework for inspecting children's services"
phrases = ["audit* ... good|outstanding", "audit* ... graded", "graded good|outstanding", "judged good|outstanding", "rated good|outstanding", "good or better", "good or outstanding", "good ... audit*", "audits of", "audited cases"]
example = """
Four audits of management oversight in June: Good, Requires improvement moderated to Good,
Outstanding moderated to Requires improvement, and Inadequate. Two of the four count: 50.0%."""
---*/
SELECT
    p.period,
    CONCAT_WS(' / ', a.reference, a.theme) AS case_id,
    CAST(NULL AS VARCHAR) AS person_id,
    a.reference,
    a.auditor_grade,
    a.moderated_grade,
    COALESCE(a.moderated_grade, a.auditor_grade) IN ('Outstanding', 'Good') AS counted,
    a.theme AS by_theme,
    a.team AS by_team,
    CASE WHEN a.moderated_grade IS NULL THEN 'not moderated' ELSE 'moderated' END AS by_moderated
FROM periods AS p
JOIN audits AS a ON a.month BETWEEN p.starts AND p.ends
