//! The plan itself: actions, measures, ratings, roles, frame, recommendations.

use serde_json::json;

use super::{Row, row};

pub fn items() -> Vec<Row> {
    let r1 = "/recommendations/R1";
    vec![
        row(
            "add-action",
            "P4",
            &[("recommendation", "R1"), ("finding", "A2017-09.F1")],
            &[
                ("title", "Train the teams"),
                ("team", "First Response"),
                ("first_due-day", "31"),
                ("first_due-month", "January"),
                ("first_due-year", "2018"),
            ],
            json!({ "id": "R1.4", "recommendation": "R1", "title": "Train the teams", "lead": { "post": "Head of First Response", "person": "P4" },
                "team": "First Response", "start": "2017-11-14", "first_due": "2018-01-31", "origin": { "finding": "A2017-09.F1" } }),
            r1,
        ),
        row(
            "amend-action",
            "P4",
            &[("item", "R1.1")],
            &[
                ("title", "Write and agree the standard"),
                ("lead-person", ""),
                ("reason", "Partners agree it too."),
            ],
            json!({ "id": "R1.1", "title": "Write and agree the standard", "lead": { "post": "Head of First Response", "person": null },
                "team": "First Response", "start": "2017-03-01", "reason": "Partners agree it too." }),
            r1,
        ),
        row(
            "start-action",
            "P4",
            &[("item", "R1.1")],
            &[],
            json!({ "action": "R1.1", "on": "2017-11-14" }),
            r1,
        ),
        row(
            "note-progress",
            "P4",
            &[("item", "R1.1")],
            &[("note", "Two teams have read it.")],
            json!({ "action": "R1.1", "on": "2017-11-14", "by": "Head of First Response", "note": "Two teams have read it." }),
            r1,
        ),
        row(
            "add-milestone",
            "P3",
            &[("recommendation", "R1"), ("meeting", "M2017-11")],
            &[
                ("title", "All teams work by it"),
                ("first_due-day", "31"),
                ("first_due-month", "3"),
                ("first_due-year", "2018"),
            ],
            json!({ "id": "R1.M2", "recommendation": "R1", "title": "All teams work by it", "first_due": "2018-03-31", "origin": { "meeting": "M2017-11" } }),
            r1,
        ),
        row(
            "amend-milestone",
            "P3",
            &[("item", "R1.M1")],
            &[
                ("title", "Nine in ten within a day"),
                ("reason", "“In time” was not plain."),
            ],
            json!({ "id": "R1.M1", "title": "Nine in ten within a day", "reason": "“In time” was not plain." }),
            r1,
        ),
        row(
            "redate",
            "P3",
            &[("item", "R1.1"), ("meeting", "M2017-11")],
            &[
                ("due-day", "31"),
                ("due-month", "12"),
                ("due-year", "2017"),
                ("reason", "Partners meet in December."),
                ("agreed_by", "Improvement meeting"),
                ("on-day", "13"),
                ("on-month", "11"),
                ("on-year", "2017"),
            ],
            json!({ "item": "R1.1", "due": "2017-12-31", "reason": "Partners meet in December.", "agreed_by": "Improvement meeting", "on": "2017-11-13", "meeting": "M2017-11" }),
            r1,
        ),
        row(
            "complete",
            "P4",
            &[("item", "R1.M1")],
            &[("evidence", "The figures of October")],
            json!({ "item": "R1.M1", "on": "2017-11-14", "evidence": "The figures of October" }),
            r1,
        ),
        row(
            "cancel",
            "P3",
            &[("item", "R1.2")],
            &[("reason", "R1.1 does it.")],
            json!({ "item": "R1.2", "on": "2017-11-14", "reason": "R1.1 does it." }),
            r1,
        ),
        row(
            "reopen",
            "P3",
            &[("item", "R1.3")],
            &[("reason", "It was not the whole.")],
            json!({ "item": "R1.3", "reason": "It was not the whole." }),
            r1,
        ),
    ]
}

pub fn ratings() -> Vec<Row> {
    let r1 = "/recommendations/R1";
    vec![
        // Chosen from the list, and with nothing but a target.
        row(
            "set-measure",
            "P1",
            &[("recommendation", "R2")],
            &[
                ("measure-selector", "re-referrals"),
                ("measure-target-value", "21%"),
                ("measure-target-by-month", "3"),
                ("measure-target-by-year", "2019"),
                ("measure-comparators", "statistical-neighbours"),
                ("measure-comparators", "england"),
            ],
            json!({ "recommendation": "R2", "measure": { "selector": "re-referrals", "baseline": null, "target": { "value": 21.0, "by": "2019-03" },
                "path": [], "threshold": null, "comparators": ["statistical-neighbours", "england"] } }),
            "/recommendations/R2",
        ),
        // One group of a measure, by its id.
        row(
            "set-measure",
            "P1",
            &[("recommendation", "R2")],
            &[
                ("other", "audits-good-or-better[theme=planning]"),
                ("measure-baseline-value", "50"),
                ("measure-baseline-period-month", "June"),
                ("measure-baseline-period-year", "2017"),
                ("measure-target-value", "80"),
                ("measure-target-by-month", "6"),
                ("measure-target-by-year", "2018"),
                ("measure-path", "60 | 9 2017\r\n70.5 | 2018-03"),
                ("measure-threshold-value", "40"),
                ("measure-threshold-set_by", "The board"),
            ],
            json!({ "recommendation": "R2", "measure": { "selector": "audits-good-or-better[theme=planning]", "baseline": { "value": 50.0, "period": "2017-06" },
                "target": { "value": 80.0, "by": "2018-06" }, "path": [{ "value": 60.0, "by": "2017-09" }, { "value": 70.5, "by": "2018-03" }],
                "threshold": { "value": 40.0, "set_by": "The board" }, "comparators": [] } }),
            "/recommendations/R2",
        ),
        // Named in the address, and not set before.
        row(
            "set-measure",
            "P1",
            &[("recommendation", "R2"), ("measure", "re-referrals")],
            &[],
            json!({ "recommendation": "R2", "measure": { "selector": "re-referrals", "comparators": [] } }),
            "/recommendations/R2",
        ),
        // A correction: what is not touched stays.
        row(
            "set-measure",
            "P1",
            &[("recommendation", "R1"), ("measure", "re-referrals")],
            &[
                ("measure-target-value", "21"),
                ("correction", "The board asked for more."),
            ],
            json!({ "recommendation": "R1", "measure": { "selector": "re-referrals", "baseline": { "value": 25.8, "period": "2016-03" }, "target": { "value": 21.0, "by": "2019-03" },
                "path": [{ "value": 24.5, "by": "2017-03" }, { "value": 23.0, "by": "2018-03" }], "threshold": { "value": 30.0, "set_by": "DfE" }, "comparators": ["england"] },
                "correction": "The board asked for more." }),
            r1,
        ),
        row(
            "remove-measure",
            "P1",
            &[("recommendation", "R1"), ("measure", "re-referrals")],
            &[("reason", "It does not tell.")],
            json!({ "recommendation": "R1", "measure": "re-referrals", "reason": "It does not tell." }),
            r1,
        ),
        row(
            "rate",
            "P4",
            &[("recommendation", "R1")],
            &[("rating", "green"), ("rationale", "All teams work by it.")],
            json!({ "recommendation": "R1", "rating": "green", "judged_by": "Head of First Response", "on": "2017-11-14", "rationale": "All teams work by it." }),
            r1,
        ),
        // Who chairs agrees it at once.
        row(
            "rate",
            "P3",
            &[("recommendation", "R2"), ("meeting", "M2017-11")],
            &[("rating", "red"), ("rationale", "Nothing has begun.")],
            json!({ "recommendation": "R2", "rating": "red", "judged_by": "Assistant Director", "on": "2017-11-14", "rationale": "Nothing has begun.", "agreed_at": { "meeting": "M2017-11" } }),
            "/recommendations/R2",
        ),
        // Who writes the minutes records it, and the chair agrees.
        row(
            "rate",
            "P1",
            &[("recommendation", "R2"), ("meeting", "M2017-11")],
            &[
                ("rating", "red"),
                ("rationale", "Nothing has begun."),
                ("judged_by", "Assistant Director"),
            ],
            json!({ "recommendation": "R2", "rating": "red", "judged_by": "Assistant Director", "on": "2017-11-14", "rationale": "Nothing has begun.", "agreed_at": null }),
            "/recommendations/R2",
        ),
        row(
            "agree-rating",
            "P3",
            &[("recommendation", "R1"), ("meeting", "M2017-11")],
            &[],
            json!({ "meeting": "M2017-11", "recommendation": "R1" }),
            "/meetings/M2017-11",
        ),
    ]
}

pub fn roles_and_frame() -> Vec<Row> {
    vec![
        row(
            "grant-role",
            "P1",
            &[("person", "P5")],
            &[("role", "case-reader")],
            json!({ "person": "P5", "role": "case-reader" }),
            "/admin/people/P5",
        ),
        row(
            "withdraw-role",
            "P1",
            &[("person", "P5"), ("role", "auditor")],
            &[],
            json!({ "person": "P5", "role": "auditor" }),
            "/admin/people/P5",
        ),
        row(
            "record-inspection",
            "P1",
            &[],
            &[
                ("inspection-framework", "focused-visit"),
                ("inspection-started-day", "7"),
                ("inspection-started-month", "11"),
                ("inspection-started-year", "2017"),
                ("inspection-ended-day", "8"),
                ("inspection-ended-month", "11"),
                ("inspection-ended-year", "2017"),
                ("inspection-judgements", ""),
            ],
            json!({ "id": "focused-visit-2017", "inspection": { "framework": "focused-visit", "title": null, "started": "2017-11-07", "ended": "2017-11-08",
                "published": null, "judgement": null, "judgements": [], "report_link": null } }),
            "/plan",
        ),
        row(
            "record-inspection",
            "P1",
            &[("inspection", "sif-2016")],
            &[
                ("inspection-report_link", "https://report.example/1"),
                (
                    "inspection-judgements",
                    "Adoption performance | Good\r\nCare leavers | Requires improvement",
                ),
                ("correction", "A part had been left out."),
            ],
            json!({ "id": "sif-2016", "inspection": { "framework": "sif", "title": "Inspection of services for children", "started": "2016-11-07", "ended": "2016-12-01",
                "published": "2017-02-10", "judgement": "Requires improvement",
                "judgements": [{ "area": "Adoption performance", "judgement": "Good" }, { "area": "Care leavers", "judgement": "Requires improvement" }],
                "report_link": "https://report.example/1" }, "correction": "A part had been left out." }),
            "/plan",
        ),
        // Another framework keeps its name.
        row(
            "record-inspection",
            "P1",
            &[("inspection", "jtai-2015")],
            &[
                ("inspection-title", "Joint inspection of June 2015"),
                ("correction", "It had no title."),
            ],
            json!({ "id": "jtai-2015", "inspection": { "framework": { "other": "Joint inspection" }, "title": "Joint inspection of June 2015", "started": "2015-06-01", "ended": "2015-06-05",
                "published": null, "judgement": null, "judgements": [], "report_link": null }, "correction": "It had no title." }),
            "/plan",
        ),
        // The order of people and the papers without an address stay as they are.
        row(
            "set-frame",
            "P1",
            &[],
            &[("risk", "Recruitment may fail."), ("years-last", "2021")],
            json!({ "inspection": "sif-2016", "title": "Firm Footing", "years": { "first": 2017, "last": 2021 },
                "committee": "Scrutiny Committee", "committee_chair": "P9", "directors": { "director": "Director", "assistant_director": "Assistant Director" },
                "monitoring": "Managers meet once a month.", "circulation": ["P9", "P2"], "equality": "All families alike.", "risk": "Recruitment may fail.",
                "appendices": [{ "label": "A", "title": "Progress" }],
                "background_papers": [{ "title": "The inspection’s report", "link": "https://report.example/1" }, { "title": "The plan", "link": null }],
                "contacts": ["P3", "P1"] }),
            "/plan",
        ),
        row(
            "adopt-scheme",
            "P1",
            &[],
            &[
                ("scheme-blue", "finished, and seen to work"),
                ("reason", "Nothing said when it is finished."),
            ],
            json!({ "scheme": { "version": "2", "red": "stuck", "amber": "late", "green": "as planned", "blue": "finished, and seen to work" }, "reason": "Nothing said when it is finished." }),
            "/plan",
        ),
        row(
            "record-aim",
            "P1",
            &[],
            &[("title", "Helping early")],
            json!({ "id": "helping-early", "title": "Helping early" }),
            "/plan",
        ),
        row(
            "record-aim",
            "P1",
            &[("aim", "practice")],
            &[
                ("title", "Better practice everywhere"),
                ("correction", "It was too narrow."),
            ],
            json!({ "id": "practice", "title": "Better practice everywhere", "correction": "It was too narrow." }),
            "/plan",
        ),
        row(
            "remove-aim",
            "P1",
            &[("aim", "spare")],
            &[("reason", "Nothing serves it.")],
            json!({ "id": "spare", "reason": "Nothing serves it." }),
            "/plan",
        ),
        row(
            "approve-version",
            "P1",
            &[],
            &[
                ("version", "1.1"),
                ("by", "Cabinet"),
                ("on-day", "7"),
                ("on-month", "11"),
                ("on-year", "2017"),
            ],
            json!({ "version": "1.1", "by": "Cabinet", "on": "2017-11-07", "summary": null }),
            "/plan",
        ),
    ]
}

pub fn recommendations() -> Vec<Row> {
    vec![
        row(
            "record-recommendation",
            "P1",
            &[],
            &[
                ("text", "Hear children."),
                ("aims", "practice"),
                ("lead-post", "Head of Participation"),
                ("audit_themes", "planning"),
            ],
            json!({ "id": "R4", "inspection": "sif-2016", "number": 4, "text": "Hear children.", "aims": ["practice"],
                "lead": { "post": "Head of Participation", "person": null }, "audit_themes": ["planning"] }),
            "/plan",
        ),
        row(
            "record-recommendation",
            "P1",
            &[("recommendation", "R1")],
            &[
                ("aims", "practice"),
                ("aims", "spare"),
                ("correction", "It serves both."),
            ],
            json!({ "id": "R1", "inspection": "sif-2016", "number": 1, "text": "Decide on contacts in time.", "aims": ["practice", "spare"],
                "lead": { "post": "Head of First Response", "person": "P4" }, "audit_themes": [], "correction": "It serves both." }),
            "/recommendations/R1",
        ),
        // What was taken out is taken up again as it was.
        row(
            "record-recommendation",
            "P1",
            &[("recommendation", "R3")],
            &[("correction", "It was not made twice.")],
            json!({ "id": "R3", "inspection": "sif-2016", "number": 3, "text": "Decide on contacts in time.", "aims": ["practice"],
                "lead": { "post": "Head of First Response", "person": "P4" }, "audit_themes": [], "correction": "It was not made twice." }),
            "/recommendations/R3",
        ),
        row(
            "withdraw-recommendation",
            "P3",
            &[("recommendation", "R2")],
            &[("reason", "R1 says it.")],
            json!({ "recommendation": "R2", "reason": "R1 says it." }),
            "/plan",
        ),
    ]
}
