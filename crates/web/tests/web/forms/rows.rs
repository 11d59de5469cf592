//! What people answer, and which command it is. All of it was written by hand, from what the form
//! asks and what the command says.

use serde_json::{Value, json};

/// A form that somebody fills in.
pub struct Row {
    /// The kind of command.
    pub kind: &'static str,
    /// Who fills it in.
    pub by: &'static str,
    /// What its address says.
    pub about: &'static [(&'static str, &'static str)],
    /// What they answer; several of one name are several ticks. The rest stays as it is shown.
    pub answers: &'static [(&'static str, &'static str)],
    /// The command that it is.
    pub gives: Value,
    /// Where it leads afterwards.
    pub back: &'static str,
}

type Pairs = &'static [(&'static str, &'static str)];

fn row(
    kind: &'static str,
    by: &'static str,
    about: Pairs,
    answers: Pairs,
    gives: Value,
    back: &'static str,
) -> Row {
    Row {
        kind,
        by,
        about,
        answers,
        gives,
        back,
    }
}

/// Every form, and those that correct apart from those that record anew.
pub fn rows() -> Vec<Row> {
    let mut all = items();
    all.extend(ratings());
    all.extend(roles_and_frame());
    all.extend(recommendations());
    all.extend(audits());
    all.extend(meetings());
    all.extend(minutes());
    all.extend(money());
    all.extend(reports());
    all
}

fn items() -> Vec<Row> {
    let r1 = "/recommendations/R1";
    vec![
        row(
            "add-action", "P4", &[("recommendation", "R1"), ("finding", "A2017-09.F1")],
            &[("title", "Train the teams"), ("team", "First Response"), ("first_due-day", "31"), ("first_due-month", "January"), ("first_due-year", "2018")],
            json!({ "id": "R1.4", "recommendation": "R1", "title": "Train the teams", "lead": { "post": "Head of First Response", "person": "P4" },
                "team": "First Response", "start": "2017-11-14", "first_due": "2018-01-31", "origin": { "finding": "A2017-09.F1" } }),
            r1,
        ),
        row(
            "amend-action", "P4", &[("item", "R1.1")],
            &[("title", "Write and agree the standard"), ("lead-person", ""), ("reason", "Partners agree it too.")],
            json!({ "id": "R1.1", "title": "Write and agree the standard", "lead": { "post": "Head of First Response", "person": null },
                "team": "First Response", "start": "2017-03-01", "reason": "Partners agree it too." }),
            r1,
        ),
        row("start-action", "P4", &[("item", "R1.1")], &[], json!({ "action": "R1.1", "on": "2017-11-14" }), r1),
        row(
            "note-progress", "P4", &[("item", "R1.1")], &[("note", "Two teams have read it.")],
            json!({ "action": "R1.1", "on": "2017-11-14", "by": "Head of First Response", "note": "Two teams have read it." }),
            r1,
        ),
        row(
            "add-milestone", "P3", &[("recommendation", "R1"), ("meeting", "M2017-11")],
            &[("title", "All teams work by it"), ("first_due-day", "31"), ("first_due-month", "3"), ("first_due-year", "2018")],
            json!({ "id": "R1.M2", "recommendation": "R1", "title": "All teams work by it", "first_due": "2018-03-31", "origin": { "meeting": "M2017-11" } }),
            r1,
        ),
        row(
            "amend-milestone", "P3", &[("item", "R1.M1")], &[("title", "Nine in ten within a day"), ("reason", "“In time” was not plain.")],
            json!({ "id": "R1.M1", "title": "Nine in ten within a day", "reason": "“In time” was not plain." }),
            r1,
        ),
        row(
            "redate", "P3", &[("item", "R1.1"), ("meeting", "M2017-11")],
            &[("due-day", "31"), ("due-month", "12"), ("due-year", "2017"), ("reason", "Partners meet in December."), ("agreed_by", "Improvement meeting"), ("on-day", "13"), ("on-month", "11"), ("on-year", "2017")],
            json!({ "item": "R1.1", "due": "2017-12-31", "reason": "Partners meet in December.", "agreed_by": "Improvement meeting", "on": "2017-11-13", "meeting": "M2017-11" }),
            r1,
        ),
        row(
            "complete", "P4", &[("item", "R1.M1")], &[("evidence", "The figures of October")],
            json!({ "item": "R1.M1", "on": "2017-11-14", "evidence": "The figures of October" }),
            r1,
        ),
        row("cancel", "P3", &[("item", "R1.2")], &[("reason", "R1.1 does it.")], json!({ "item": "R1.2", "on": "2017-11-14", "reason": "R1.1 does it." }), r1),
        row("reopen", "P3", &[("item", "R1.3")], &[("reason", "It was not the whole.")], json!({ "item": "R1.3", "reason": "It was not the whole." }), r1),
    ]
}

fn ratings() -> Vec<Row> {
    let r1 = "/recommendations/R1";
    vec![
        // Chosen from the list, and with nothing but a target.
        row(
            "set-measure", "P1", &[("recommendation", "R2")],
            &[("measure-selector", "re-referrals"), ("measure-target-value", "21%"), ("measure-target-by-month", "3"), ("measure-target-by-year", "2019"),
                ("measure-comparators", "statistical-neighbours"), ("measure-comparators", "england")],
            json!({ "recommendation": "R2", "measure": { "selector": "re-referrals", "baseline": null, "target": { "value": 21.0, "by": "2019-03" },
                "path": [], "threshold": null, "comparators": ["statistical-neighbours", "england"] } }),
            "/recommendations/R2",
        ),
        // One group of a measure, by its id.
        row(
            "set-measure", "P1", &[("recommendation", "R2")],
            &[("other", "audits-good-or-better[theme=planning]"), ("measure-baseline-value", "50"), ("measure-baseline-period-month", "June"), ("measure-baseline-period-year", "2017"),
                ("measure-target-value", "80"), ("measure-target-by-month", "6"), ("measure-target-by-year", "2018"), ("measure-path", "60 | 9 2017\r\n70.5 | 2018-03"),
                ("measure-threshold-value", "40"), ("measure-threshold-set_by", "The board")],
            json!({ "recommendation": "R2", "measure": { "selector": "audits-good-or-better[theme=planning]", "baseline": { "value": 50.0, "period": "2017-06" },
                "target": { "value": 80.0, "by": "2018-06" }, "path": [{ "value": 60.0, "by": "2017-09" }, { "value": 70.5, "by": "2018-03" }],
                "threshold": { "value": 40.0, "set_by": "The board" }, "comparators": [] } }),
            "/recommendations/R2",
        ),
        // Named in the address, and not set before.
        row(
            "set-measure", "P1", &[("recommendation", "R2"), ("measure", "re-referrals")], &[],
            json!({ "recommendation": "R2", "measure": { "selector": "re-referrals", "comparators": [] } }),
            "/recommendations/R2",
        ),
        // A correction: what is not touched stays.
        row(
            "set-measure", "P1", &[("recommendation", "R1"), ("measure", "re-referrals")],
            &[("measure-target-value", "21"), ("correction", "The board asked for more.")],
            json!({ "recommendation": "R1", "measure": { "selector": "re-referrals", "baseline": { "value": 25.8, "period": "2016-03" }, "target": { "value": 21.0, "by": "2019-03" },
                "path": [{ "value": 24.5, "by": "2017-03" }, { "value": 23.0, "by": "2018-03" }], "threshold": { "value": 30.0, "set_by": "DfE" }, "comparators": ["england"] },
                "correction": "The board asked for more." }),
            r1,
        ),
        row(
            "remove-measure", "P1", &[("recommendation", "R1"), ("measure", "re-referrals")], &[("reason", "It does not tell.")],
            json!({ "recommendation": "R1", "measure": "re-referrals", "reason": "It does not tell." }),
            r1,
        ),
        row(
            "rate", "P4", &[("recommendation", "R1")], &[("rating", "green"), ("rationale", "All teams work by it.")],
            json!({ "recommendation": "R1", "rating": "green", "judged_by": "Head of First Response", "on": "2017-11-14", "rationale": "All teams work by it." }),
            r1,
        ),
        // Who chairs agrees it at once.
        row(
            "rate", "P3", &[("recommendation", "R2"), ("meeting", "M2017-11")], &[("rating", "red"), ("rationale", "Nothing has begun.")],
            json!({ "recommendation": "R2", "rating": "red", "judged_by": "Assistant Director", "on": "2017-11-14", "rationale": "Nothing has begun.", "agreed_at": { "meeting": "M2017-11" } }),
            "/recommendations/R2",
        ),
        // Who writes the minutes records it, and the chair agrees.
        row(
            "rate", "P1", &[("recommendation", "R2"), ("meeting", "M2017-11")], &[("rating", "red"), ("rationale", "Nothing has begun."), ("judged_by", "Assistant Director")],
            json!({ "recommendation": "R2", "rating": "red", "judged_by": "Assistant Director", "on": "2017-11-14", "rationale": "Nothing has begun.", "agreed_at": null }),
            "/recommendations/R2",
        ),
        row("agree-rating", "P3", &[("recommendation", "R1"), ("meeting", "M2017-11")], &[], json!({ "meeting": "M2017-11", "recommendation": "R1" }), "/meetings/M2017-11"),
    ]
}

fn roles_and_frame() -> Vec<Row> {
    vec![
        row("grant-role", "P1", &[("person", "P5")], &[("role", "case-reader")], json!({ "person": "P5", "role": "case-reader" }), "/admin/people/P5"),
        row("withdraw-role", "P1", &[("person", "P5"), ("role", "auditor")], &[], json!({ "person": "P5", "role": "auditor" }), "/admin/people/P5"),
        row(
            "record-inspection", "P1", &[],
            &[("inspection-framework", "focused-visit"), ("inspection-started-day", "7"), ("inspection-started-month", "11"), ("inspection-started-year", "2017"),
                ("inspection-ended-day", "8"), ("inspection-ended-month", "11"), ("inspection-ended-year", "2017"), ("inspection-judgements", "")],
            json!({ "id": "focused-visit-2017", "inspection": { "framework": "focused-visit", "title": null, "started": "2017-11-07", "ended": "2017-11-08",
                "published": null, "judgement": null, "judgements": [], "report_link": null } }),
            "/plan",
        ),
        row(
            "record-inspection", "P1", &[("inspection", "sif-2016")],
            &[("inspection-report_link", "https://report.example/1"), ("inspection-judgements", "Adoption performance | Good\r\nCare leavers | Requires improvement"), ("correction", "A part had been left out.")],
            json!({ "id": "sif-2016", "inspection": { "framework": "sif", "title": "Inspection of services for children", "started": "2016-11-07", "ended": "2016-12-01",
                "published": "2017-02-10", "judgement": "Requires improvement",
                "judgements": [{ "area": "Adoption performance", "judgement": "Good" }, { "area": "Care leavers", "judgement": "Requires improvement" }],
                "report_link": "https://report.example/1" }, "correction": "A part had been left out." }),
            "/plan",
        ),
        // Another framework keeps its name.
        row(
            "record-inspection", "P1", &[("inspection", "jtai-2015")], &[("inspection-title", "Joint inspection of June 2015"), ("correction", "It had no title.")],
            json!({ "id": "jtai-2015", "inspection": { "framework": { "other": "Joint inspection" }, "title": "Joint inspection of June 2015", "started": "2015-06-01", "ended": "2015-06-05",
                "published": null, "judgement": null, "judgements": [], "report_link": null }, "correction": "It had no title." }),
            "/plan",
        ),
        // The order of people and the papers without an address stay as they are.
        row(
            "set-frame", "P1", &[], &[("risk", "Recruitment may fail."), ("years-last", "2021")],
            json!({ "inspection": "sif-2016", "title": "Firm Footing", "years": { "first": 2017, "last": 2021 },
                "committee": "Scrutiny Committee", "committee_chair": "P9", "directors": { "director": "Director", "assistant_director": "Assistant Director" },
                "monitoring": "Managers meet once a month.", "circulation": ["P9", "P2"], "equality": "All families alike.", "risk": "Recruitment may fail.",
                "appendices": [{ "label": "A", "title": "Progress" }],
                "background_papers": [{ "title": "The inspection’s report", "link": "https://report.example/1" }, { "title": "The plan", "link": null }],
                "contacts": ["P3", "P1"] }),
            "/plan",
        ),
        row(
            "adopt-scheme", "P1", &[], &[("scheme-blue", "finished, and seen to work"), ("reason", "Nothing said when it is finished.")],
            json!({ "scheme": { "version": "2", "red": "stuck", "amber": "late", "green": "as planned", "blue": "finished, and seen to work" }, "reason": "Nothing said when it is finished." }),
            "/plan",
        ),
        row("record-aim", "P1", &[], &[("title", "Helping early")], json!({ "id": "helping-early", "title": "Helping early" }), "/plan"),
        row(
            "record-aim", "P1", &[("aim", "practice")], &[("title", "Better practice everywhere"), ("correction", "It was too narrow.")],
            json!({ "id": "practice", "title": "Better practice everywhere", "correction": "It was too narrow." }),
            "/plan",
        ),
        row("remove-aim", "P1", &[("aim", "spare")], &[("reason", "Nothing serves it.")], json!({ "id": "spare", "reason": "Nothing serves it." }), "/plan"),
        row(
            "approve-version", "P1", &[], &[("version", "1.1"), ("by", "Cabinet"), ("on-day", "7"), ("on-month", "11"), ("on-year", "2017")],
            json!({ "version": "1.1", "by": "Cabinet", "on": "2017-11-07", "summary": null }),
            "/plan",
        ),
    ]
}

fn recommendations() -> Vec<Row> {
    vec![
        row(
            "record-recommendation", "P1", &[],
            &[("text", "Hear children."), ("aims", "practice"), ("lead-post", "Head of Participation"), ("audit_themes", "planning")],
            json!({ "id": "R4", "inspection": "sif-2016", "number": 4, "text": "Hear children.", "aims": ["practice"],
                "lead": { "post": "Head of Participation", "person": null }, "audit_themes": ["planning"] }),
            "/plan",
        ),
        row(
            "record-recommendation", "P1", &[("recommendation", "R1")], &[("aims", "practice"), ("aims", "spare"), ("correction", "It serves both.")],
            json!({ "id": "R1", "inspection": "sif-2016", "number": 1, "text": "Decide on contacts in time.", "aims": ["practice", "spare"],
                "lead": { "post": "Head of First Response", "person": "P4" }, "audit_themes": [], "correction": "It serves both." }),
            "/recommendations/R1",
        ),
        // What was taken out is taken up again as it was.
        row(
            "record-recommendation", "P1", &[("recommendation", "R3")], &[("correction", "It was not made twice.")],
            json!({ "id": "R3", "inspection": "sif-2016", "number": 3, "text": "Decide on contacts in time.", "aims": ["practice"],
                "lead": { "post": "Head of First Response", "person": "P4" }, "audit_themes": [], "correction": "It was not made twice." }),
            "/recommendations/R3",
        ),
        row("withdraw-recommendation", "P3", &[("recommendation", "R2")], &[("reason", "R1 says it.")], json!({ "recommendation": "R2", "reason": "R1 says it." }), "/plan"),
    ]
}

fn audits() -> Vec<Row> {
    let page = "/audits/A2017-09";
    vec![
        // Like the last round, of the month before.
        row(
            "plan-round", "P1", &[], &[("sample_size", "12")],
            json!({ "id": "A2017-10", "month": "2017-10", "themes": ["management oversight", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 12, "auditors": ["P6", "P5"] }),
            "/audits",
        ),
        // Another round of a month that has one.
        row(
            "plan-round", "P1", &[], &[("month-month", "9"), ("themes", "voice\r\nplanning"), ("auditors", "P5")],
            json!({ "id": "A2017-09-2", "month": "2017-09", "themes": ["voice", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 3, "auditors": ["P5"] }),
            "/audits",
        ),
        row(
            "plan-round", "P1", &[("round", "A2017-09")], &[("sample_size", "4"), ("correction", "There is time for more.")],
            json!({ "id": "A2017-09", "month": "2017-09", "themes": ["management oversight", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 4,
                "auditors": ["P6", "P5"], "correction": "There is time for more." }),
            page,
        ),
        row(
            "record-grading", "P5", &[("round", "A2017-09")], &[("reference", "QA-0423"), ("theme", "planning"), ("grade", "inadequate")],
            json!({ "round": "A2017-09", "reference": "QA-0423", "theme": "planning", "team": null, "auditor": "P5", "grade": "inadequate" }),
            page,
        ),
        // The same case in another theme.
        row(
            "record-grading", "P5", &[("round", "A2017-09"), ("reference", "QA-0421"), ("theme", "management oversight")], &[("team", "First Response"), ("grade", "outstanding")],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "management oversight", "team": "First Response", "auditor": "P5", "grade": "outstanding" }),
            page,
        ),
        row(
            "record-grading", "P5", &[("round", "A2017-09"), ("reference", "QA-0421"), ("theme", "planning")], &[("grade", "requires-improvement"), ("correction", "A page was overlooked.")],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "planning", "team": "First Response", "auditor": "P5", "grade": "requires-improvement", "correction": "A page was overlooked." }),
            page,
        ),
        row(
            "moderate-grading", "P6", &[("round", "A2017-09"), ("reference", "QA-0421"), ("theme", "planning")], &[("grade", "requires-improvement"), ("reason", "The plan has no dates.")],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "planning", "grade": "requires-improvement", "reason": "The plan has no dates." }),
            page,
        ),
        row(
            "moderate-grading", "P6", &[("round", "A2017-09"), ("reference", "QA-0422"), ("theme", "planning")], &[("grade", "good"), ("correction", "The dates are in another file.")],
            json!({ "round": "A2017-09", "reference": "QA-0422", "theme": "planning", "grade": "good", "correction": "The dates are in another file." }),
            page,
        ),
        row(
            "record-finding", "P5", &[("round", "A2017-09")], &[("finding", "Managers look at every plan."), ("theme", "management oversight")],
            json!({ "id": "A2017-09.F2", "round": "A2017-09", "theme": "management oversight", "finding": "Managers look at every plan." }),
            page,
        ),
        // After it ended, and about no single theme.
        row(
            "record-finding", "P5", &[("round", "A2017-06")], &[("finding", "One auditor is too few.")],
            json!({ "id": "A2017-06.F1", "round": "A2017-06", "theme": null, "finding": "One auditor is too few." }),
            "/audits/A2017-06",
        ),
        row("close-round", "P1", &[("round", "A2017-09")], &[("note", "One file was not found.")], json!({ "round": "A2017-09", "note": "One file was not found." }), page),
    ]
}

fn meetings() -> Vec<Row> {
    vec![
        // Like the last meeting; whoever chairs is not a member too.
        row(
            "call-meeting", "P1", &[],
            &[("title", "Improvement meeting, December 2017"), ("on-day", "11"), ("on-month", "12"), ("on-year", "2017"), ("members", "P3"), ("members", "P4")],
            json!({ "id": "M2017-12", "title": "Improvement meeting, December 2017", "on": "2017-12-11", "chair": "P3", "members": ["P4"] }),
            "/meetings",
        ),
        // The third of a month.
        row(
            "call-meeting", "P1", &[], &[("title", "Third"), ("on-day", "30"), ("on-month", "11"), ("on-year", "2017"), ("chair", "P2")],
            json!({ "id": "M2017-11-3", "title": "Third", "on": "2017-11-30", "chair": "P2", "members": ["P4", "P5"] }),
            "/meetings",
        ),
        row(
            "call-meeting", "P1", &[("meeting", "M2017-11-2")], &[("on-day", "15"), ("correction", "The room is taken.")],
            json!({ "id": "M2017-11-2", "title": "Extra meeting, November 2017", "on": "2017-11-15", "chair": "P3", "members": ["P4", "P5"], "correction": "The room is taken." }),
            "/meetings/M2017-11-2",
        ),
        row("cancel-meeting", "P1", &[("meeting", "M2017-11-2")], &[("reason", "The chair is ill.")], json!({ "meeting": "M2017-11-2", "reason": "The chair is ill." }), "/meetings/M2017-11-2"),
        row("open-meeting", "P1", &[("meeting", "M2017-11-2")], &[], json!({ "meeting": "M2017-11-2", "present": ["P3", "P4", "P5"], "apologies": [] }), "/meetings/M2017-11-2"),
        row(
            "open-meeting", "P1", &[("meeting", "M2017-11-2")], &[("apologies", "P4")],
            json!({ "meeting": "M2017-11-2", "present": ["P3", "P5"], "apologies": ["P4"] }),
            "/meetings/M2017-11-2",
        ),
        row(
            "note-evidence", "P1", &[("meeting", "M2017-11")], &[],
            json!({ "meeting": "M2017-11", "snapshot": "", "month": "2017-11", "figures": [] }),
            "/meetings/M2017-11",
        ),
        row("note-evidence", "P1", &[], &[], json!({ "meeting": null, "snapshot": "", "month": "2017-11", "figures": [] }), "/overview"),
        row(
            "close-meeting", "P1", &[("meeting", "M2017-11")], &[("next-day", "11"), ("next-month", "December"), ("next-year", "2017")],
            json!({ "meeting": "M2017-11", "next": "2017-12-11" }),
            "/meetings/M2017-11",
        ),
    ]
}

fn minutes() -> Vec<Row> {
    vec![
        row(
            "decide", "P1", &[("meeting", "M2017-11"), ("recommendation", "R2")], &[("decision", "R2 begins in January."), ("stays_open", "yes")],
            json!({ "id": "M2017-11.D2", "meeting": "M2017-11", "decision": "R2 begins in January.", "recommendation": "R2", "stays_open": true }),
            "/meetings/M2017-11",
        ),
        row(
            "decide", "P1", &[("meeting", "M2017-11")], &[("decision", "The figures are noted.")],
            json!({ "id": "M2017-11.D2", "meeting": "M2017-11", "decision": "The figures are noted.", "recommendation": null, "stays_open": false }),
            "/meetings/M2017-11",
        ),
        row(
            "conclude-decision", "P4", &[("minute", "M2017-09.D1")], &[("outcome", "Partners have it.")],
            json!({ "id": "M2017-09.D1", "on": "2017-11-14", "outcome": "Partners have it." }),
            "/meetings/M2017-09",
        ),
        row(
            "agree-arising", "P1", &[("meeting", "M2017-11")],
            &[("title", "Book the room"), ("owner-post", "Performance Analyst"), ("owner-person", "P1"), ("due-day", "20"), ("due-month", "11"), ("due-year", "2017")],
            json!({ "id": "M2017-11.A1", "meeting": "M2017-11", "title": "Book the room", "owner": { "post": "Performance Analyst", "person": "P1" }, "due": "2017-11-20" }),
            "/meetings/M2017-11",
        ),
        row(
            "agree-arising", "P1", &[("minute", "M2017-09.A1"), ("meeting", "M2017-09")], &[("due-month", "12"), ("correction", "The teams are busy.")],
            json!({ "id": "M2017-09.A1", "meeting": "M2017-09", "title": "Ask the teams", "owner": { "post": "Head of First Response", "person": "P4" }, "due": "2017-12-09", "correction": "The teams are busy." }),
            "/meetings/M2017-09",
        ),
        row("complete-arising", "P4", &[("minute", "M2017-09.A1")], &[], json!({ "id": "M2017-09.A1", "on": "2017-11-14", "outcome": null }), "/meetings/M2017-09"),
    ]
}

fn money() -> Vec<Row> {
    vec![
        row(
            "record-bid", "P1", &[], &[("title", "Second growth bid"), ("amount", "£2,500,000"), ("year", "2018/19"), ("paid_for", "An academy.")],
            json!({ "id": "bid-2018-2", "title": "Second growth bid", "amount": 2_500_000, "year": "2018/19", "paid_for": "An academy." }),
            "/plan",
        ),
        row(
            "record-bid", "P1", &[("bid", "bid-2018")], &[("amount", "2400000"), ("correction", "Pay rises.")],
            json!({ "id": "bid-2018", "title": "Growth bid", "amount": 2_400_000, "year": "2018/19", "paid_for": "More social workers.", "correction": "Pay rises." }),
            "/plan",
        ),
        row(
            "decide-bid", "P1", &[("bid", "bid-2018")], &[("decision", "Supported"), ("by", "Cabinet")],
            json!({ "bid": "bid-2018", "decision": "Supported", "by": "Cabinet", "on": "2017-11-14" }),
            "/plan",
        ),
        // Posts that were counted before; what is left is vacant.
        row(
            "count-posts", "P1", &[("bid", "bid-2018")], &[("posts-title", "Social workers"), ("posts-created", "8"), ("posts-permanent", "4.3"), ("posts-agency", "2.6")],
            json!({ "bid": "bid-2018", "on": "2017-11-14", "posts": { "title": "Social workers", "created": 8.0, "permanent": 4.3, "agency": 2.6, "vacant": 1.1 } }),
            "/plan",
        ),
        // Others beside them.
        row(
            "count-posts", "P1", &[("bid", "bid-2018")], &[("other", "Family support workers"), ("posts-created", "2"), ("posts-vacant", "2")],
            json!({ "bid": "bid-2018", "on": "2017-11-14", "posts": { "title": "Family support workers", "created": 2.0, "permanent": 0.0, "agency": 0.0, "vacant": 2.0 } }),
            "/plan",
        ),
        // The first of a bid.
        row(
            "count-posts", "P1", &[("bid", "bid-2017")], &[("posts-title", "Trainers"), ("posts-created", "1"), ("posts-permanent", "1")],
            json!({ "bid": "bid-2017", "on": "2017-11-14", "posts": { "title": "Trainers", "created": 1.0, "permanent": 1.0, "agency": 0.0, "vacant": 0.0 } }),
            "/plan",
        ),
        row(
            "record-consultation", "P1", &[],
            &[("consultation-with", "Partner agencies"), ("consultation-on-day", "6"), ("consultation-on-month", "11"), ("consultation-on-year", "2017"),
                ("consultation-how", "a meeting"), ("consultation-said", "They agree.")],
            json!({ "id": "partner-agencies-2017-2", "consultation": { "with": "Partner agencies", "on": "2017-11-06", "until": null, "how": "a meeting", "said": "They agree.", "changed": null } }),
            "/plan",
        ),
        row(
            "record-consultation", "P1", &[("consultation", "partner-agencies-2017")],
            &[("consultation-until-day", "16"), ("consultation-until-month", "3"), ("consultation-until-year", "2017"), ("correction", "It had two days.")],
            json!({ "id": "partner-agencies-2017", "consultation": { "with": "Partner agencies", "on": "2017-03-15", "until": "2017-03-16", "how": "a workshop",
                "said": "They asked for one set of thresholds.", "changed": null }, "correction": "It had two days." }),
            "/plan",
        ),
        row(
            "answer-consultation", "P1", &[("consultation", "partner-agencies-2017")], &[("changed", "R1 has an action for it.")],
            json!({ "consultation": "partner-agencies-2017", "changed": "R1 has an action for it." }),
            "/plan",
        ),
        row(
            "record-body-decision", "P1", &[],
            &[("decision-body", "Scrutiny Committee"), ("decision-on-day", "13"), ("decision-on-month", "11"), ("decision-on-year", "2017"), ("decision-decided", "noted the plan")],
            json!({ "id": "scrutiny-committee-2017-11-13", "decision": { "on": "2017-11-13", "body": "Scrutiny Committee", "decided": "noted the plan" } }),
            "/plan",
        ),
        row(
            "record-body-decision", "P1", &[("decision", "cabinet-2017-04-18")], &[("decision-decided", "approved the plan and thanked staff"), ("correction", "The minutes say more.")],
            json!({ "id": "cabinet-2017-04-18", "decision": { "on": "2017-04-18", "body": "Cabinet", "decided": "approved the plan and thanked staff" }, "correction": "The minutes say more." }),
            "/plan",
        ),
    ]
}

fn reports() -> Vec<Row> {
    let in_review = "/reports/scrutiny-2017-10";
    vec![
        // Named like the last one; November has one.
        row(
            "open-report", "P1", &[], &[("title", "Progress, second part"), ("meeting_on-day", "30"), ("meeting_on-month", "11"), ("meeting_on-year", "2017")],
            json!({ "id": "scrutiny-2017-11-2", "title": "Progress, second part", "meeting_on": "2017-11-30", "as_at": "2017-11-14", "month": null }),
            "/reports",
        ),
        row(
            "open-report", "P1", &[("report", "scrutiny-2017-12")], &[("month-month", "10"), ("month-year", "2017"), ("correction", "October has ended.")],
            json!({ "id": "scrutiny-2017-12", "title": "Progress, December 2017", "meeting_on": "2017-12-11", "as_at": "2017-11-14", "month": "2017-10", "correction": "October has ended." }),
            "/reports/scrutiny-2017-12",
        ),
        row("submit-report", "P1", &[("report", "scrutiny-2017-12")], &[("note", "Short this time.")], json!({ "report": "scrutiny-2017-12", "note": "Short this time." }), "/reports/scrutiny-2017-12"),
        row("review-report", "P3", &[("report", "scrutiny-2017-10")], &[("outcome", "agreed")], json!({ "report": "scrutiny-2017-10", "outcome": "agreed", "note": null }), in_review),
        // What is with legal and finance can only go back.
        row(
            "review-report", "P3", &[("report", "scrutiny-2017-11")], &[("note", "A figure is old.")],
            json!({ "report": "scrutiny-2017-11", "outcome": "returned", "note": "A figure is old." }),
            "/reports/scrutiny-2017-11",
        ),
        row("comment-on-report", "P7", &[("report", "scrutiny-2017-10")], &[("text", "None.")], json!({ "report": "scrutiny-2017-10", "of": "legal", "text": "None." }), in_review),
        row(
            "comment-on-report", "P1", &[("report", "scrutiny-2017-10")], &[("of", "finance"), ("text", "The bid is in the budget."), ("on_behalf_of", "P8")],
            json!({ "report": "scrutiny-2017-10", "of": "finance", "text": "The bid is in the budget.", "on_behalf_of": "P8" }),
            in_review,
        ),
        row("comment-on-report", "P4", &[("report", "scrutiny-2017-10")], &[("of", "officer"), ("text", "R1 is told well.")], json!({ "report": "scrutiny-2017-10", "of": "officer", "text": "R1 is told well." }), in_review),
        row("withdraw-report", "P1", &[("report", "scrutiny-2017-12")], &[("reason", "The committee does not meet.")], json!({ "report": "scrutiny-2017-12", "reason": "The committee does not meet." }), "/reports/scrutiny-2017-12"),
        row(
            "answer-restatement", "P2", &[("restatement", "scrutiny-2017-09-r1")], &[("outcome", "corrected"), ("why", "A note is on the page.")],
            json!({ "restatement": "scrutiny-2017-09-r1", "outcome": { "corrected": { "note": "A note is on the page." } } }),
            "/reports/scrutiny-2017-09",
        ),
        row(
            "answer-restatement", "P2", &[("restatement", "scrutiny-2017-09-r1")], &[("outcome", "kept"), ("why", "It changes no sentence.")],
            json!({ "restatement": "scrutiny-2017-09-r1", "outcome": { "kept": { "reason": "It changes no sentence." } } }),
            "/reports/scrutiny-2017-09",
        ),
    ]
}

/// Answers that do not go together, with what is said and where.
pub fn wrong() -> Vec<(Row, Vec<(&'static str, &'static str)>)> {
    let of = |kind, by, about, answers| row(kind, by, about, answers, Value::Null, "");
    let measure: Pairs = &[("recommendation", "R2"), ("measure", "re-referrals")];
    vec![
        (of("set-measure", "P1", &[("recommendation", "R2")], &[]), vec![("other", "Choose one from the list, or write another")]),
        (
            of("set-measure", "P1", &[("recommendation", "R2")], &[("measure-selector", "re-referrals"), ("other", "re-referrals")]),
            vec![("other", "Choose one from the list or write another, not both")],
        ),
        (
            of("set-measure", "P1", &[("recommendation", "R2")], &[("other", "Re referrals")]),
            vec![("other", "`Re referrals` names no figure: write a measure's id, such as `re-referrals`, or one group of it, such as `audits-good-or-better[theme=management oversight]`")],
        ),
        (of("set-measure", "P1", measure, &[("measure-target-value", "20")]), vec![("measure.target.by", "Enter the month of the target")]),
        (
            of("set-measure", "P1", measure, &[("measure-baseline-period-month", "3"), ("measure-baseline-period-year", "2017")]),
            vec![("measure.baseline.value", "Enter the baseline, or leave its month empty")],
        ),
        (of("set-measure", "P1", measure, &[("measure-threshold-value", "20")]), vec![("measure.threshold.set_by", "Enter who sets the threshold")]),
        (
            of("set-measure", "P1", measure, &[("measure-path", "24 | 3 2017\r\n23")]),
            vec![("measure.path", "Points on the way, line 2: write value | month")],
        ),
        (
            of("count-posts", "P1", &[("bid", "bid-2017")], &[("posts-title", "Trainers"), ("posts-created", "1"), ("posts-permanent", "2")]),
            vec![("posts.created", "More posts would be filled than there are")],
        ),
        (
            of("review-report", "P3", &[("report", "scrutiny-2017-10")], &[("outcome", "returned")]),
            vec![("note", "Enter why the report is returned")],
        ),
        (
            of("record-inspection", "P1", &[("inspection", "sif-2016")], &[("inspection-framework", "other"), ("correction", "So.")]),
            vec![("other", "Enter the name of the framework")],
        ),
        (
            of("record-inspection", "P1", &[("inspection", "jtai-2015")], &[("inspection-framework", "ilacs"), ("correction", "So.")]),
            vec![("other", "Choose “Another” above, or leave the name empty")],
        ),
        (
            of("record-recommendation", "P1", &[], &[("id", "R 4"), ("text", "Hear children."), ("lead-post", "Head"), ("number", "1000")]),
            vec![
                ("id", "Short name must begin with a letter and have letters, digits, full stops and hyphens only"),
                ("number", "Number in the inspectorate’s report must be 999 at most"),
                ("aims", "Select: aims that it serves"),
            ],
        ),
        (
            of("close-round", "P1", &[("round", "A2017-09")], &[]),
            vec![("note", "Enter: why fewer cases were audited than planned")],
        ),
    ]
}

/// What is not there, is at another stage, or is over.
pub fn without_form() -> Vec<(&'static str, Pairs)> {
    vec![
        ("add-action", &[]),
        ("add-action", &[("recommendation", "R9")]),
        ("set-measure", &[]),
        ("set-measure", &[("recommendation", "R3")]),
        ("remove-measure", &[("recommendation", "R2"), ("measure", "re-referrals")]),
        ("rate", &[("recommendation", "R3")]),
        ("rate", &[("recommendation", "R1"), ("meeting", "M2010-01")]),
        ("agree-rating", &[("recommendation", "R2"), ("meeting", "M2017-11")]),
        ("agree-rating", &[("recommendation", "R1")]),
        ("grant-role", &[("person", "P99")]),
        ("withdraw-role", &[]),
        ("record-inspection", &[("inspection", "sif-1999")]),
        ("record-aim", &[("aim", "none")]),
        ("remove-aim", &[]),
        ("record-recommendation", &[("recommendation", "R9")]),
        ("withdraw-recommendation", &[("recommendation", "R3")]),
        ("plan-round", &[("round", "A2017-06")]),
        ("record-grading", &[("round", "A2017-06")]),
        ("moderate-grading", &[("round", "A2017-09"), ("reference", "QA-0499"), ("theme", "planning")]),
        ("record-finding", &[("round", "A2010-01")]),
        ("close-round", &[("round", "A2017-06")]),
        ("call-meeting", &[("meeting", "M2017-11")]),
        ("cancel-meeting", &[("meeting", "M2017-09")]),
        ("open-meeting", &[("meeting", "M2017-11")]),
        ("note-evidence", &[("meeting", "M2017-09")]),
        ("decide", &[("meeting", "M2017-09")]),
        ("conclude-decision", &[("minute", "M2017-09.D2")]),
        ("agree-arising", &[("minute", "M2017-09.D1")]),
        ("agree-arising", &[("meeting", "M2017-09")]),
        ("complete-arising", &[("minute", "M2017-09.A9")]),
        ("close-meeting", &[("meeting", "M2017-11-2")]),
        ("record-bid", &[("bid", "none")]),
        ("decide-bid", &[]),
        ("count-posts", &[]),
        ("record-consultation", &[("consultation", "none")]),
        ("answer-consultation", &[]),
        ("record-body-decision", &[("decision", "none")]),
        ("open-report", &[("report", "scrutiny-2017-10")]),
        ("submit-report", &[("report", "scrutiny-2017-10")]),
        ("review-report", &[("report", "scrutiny-2017-12")]),
        ("comment-on-report", &[("report", "scrutiny-2017-12")]),
        ("withdraw-report", &[("report", "scrutiny-2017-09")]),
        ("answer-restatement", &[("restatement", "none")]),
    ]
}
