//! What officers work at: audits, meetings, what those decide.

use serde_json::json;

use super::{Row, row};

pub fn audits() -> Vec<Row> {
    let page = "/audits/A2017-09";
    vec![
        // Like the last round, of the month before.
        row(
            "plan-round",
            "P1",
            &[],
            &[("sample_size", "12")],
            json!({ "id": "A2017-10", "month": "2017-10", "themes": ["management oversight", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 12, "auditors": ["P6", "P5"] }),
            "/audits",
        ),
        // Another round of a month that has one.
        row(
            "plan-round",
            "P1",
            &[],
            &[
                ("month-month", "9"),
                ("themes", "voice\r\nplanning"),
                ("auditors", "P5"),
            ],
            json!({ "id": "A2017-09-2", "month": "2017-09", "themes": ["voice", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 3, "auditors": ["P5"] }),
            "/audits",
        ),
        row(
            "plan-round",
            "P1",
            &[("round", "A2017-09")],
            &[
                ("sample_size", "4"),
                ("correction", "There is time for more."),
            ],
            json!({ "id": "A2017-09", "month": "2017-09", "themes": ["management oversight", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 4,
                "auditors": ["P6", "P5"], "correction": "There is time for more." }),
            page,
        ),
        row(
            "record-grading",
            "P5",
            &[("round", "A2017-09")],
            &[
                ("reference", "QA-0423"),
                ("theme", "planning"),
                ("grade", "inadequate"),
            ],
            json!({ "round": "A2017-09", "reference": "QA-0423", "theme": "planning", "team": null, "auditor": "P5", "grade": "inadequate" }),
            page,
        ),
        // The same case in another theme.
        row(
            "record-grading",
            "P5",
            &[
                ("round", "A2017-09"),
                ("reference", "QA-0421"),
                ("theme", "management oversight"),
            ],
            &[("team", "First Response"), ("grade", "outstanding")],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "management oversight", "team": "First Response", "auditor": "P5", "grade": "outstanding" }),
            page,
        ),
        row(
            "record-grading",
            "P5",
            &[
                ("round", "A2017-09"),
                ("reference", "QA-0421"),
                ("theme", "planning"),
            ],
            &[
                ("grade", "requires-improvement"),
                ("correction", "A page was overlooked."),
            ],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "planning", "team": "First Response", "auditor": "P5", "grade": "requires-improvement", "correction": "A page was overlooked." }),
            page,
        ),
        row(
            "moderate-grading",
            "P6",
            &[
                ("round", "A2017-09"),
                ("reference", "QA-0421"),
                ("theme", "planning"),
            ],
            &[
                ("grade", "requires-improvement"),
                ("reason", "The plan has no dates."),
            ],
            json!({ "round": "A2017-09", "reference": "QA-0421", "theme": "planning", "grade": "requires-improvement", "reason": "The plan has no dates." }),
            page,
        ),
        row(
            "moderate-grading",
            "P6",
            &[
                ("round", "A2017-09"),
                ("reference", "QA-0422"),
                ("theme", "planning"),
            ],
            &[
                ("grade", "good"),
                ("correction", "The dates are in another file."),
            ],
            json!({ "round": "A2017-09", "reference": "QA-0422", "theme": "planning", "grade": "good", "correction": "The dates are in another file." }),
            page,
        ),
        row(
            "record-finding",
            "P5",
            &[("round", "A2017-09")],
            &[
                ("finding", "Managers look at every plan."),
                ("theme", "management oversight"),
            ],
            json!({ "id": "A2017-09.F2", "round": "A2017-09", "theme": "management oversight", "finding": "Managers look at every plan." }),
            page,
        ),
        // After it ended, and about no single theme.
        row(
            "record-finding",
            "P5",
            &[("round", "A2017-06")],
            &[("finding", "One auditor is too few.")],
            json!({ "id": "A2017-06.F1", "round": "A2017-06", "theme": null, "finding": "One auditor is too few." }),
            "/audits/A2017-06",
        ),
        row(
            "close-round",
            "P1",
            &[("round", "A2017-09")],
            &[("note", "One file was not found.")],
            json!({ "round": "A2017-09", "note": "One file was not found." }),
            page,
        ),
    ]
}

pub fn meetings() -> Vec<Row> {
    vec![
        // Like the last meeting; whoever chairs is not a member too.
        row(
            "call-meeting",
            "P1",
            &[],
            &[
                ("title", "Improvement meeting, December 2017"),
                ("on-day", "11"),
                ("on-month", "12"),
                ("on-year", "2017"),
                ("members", "P3"),
                ("members", "P4"),
            ],
            json!({ "id": "M2017-12", "title": "Improvement meeting, December 2017", "on": "2017-12-11", "chair": "P3", "members": ["P4"] }),
            "/meetings",
        ),
        // The third of a month.
        row(
            "call-meeting",
            "P1",
            &[],
            &[
                ("title", "Third"),
                ("on-day", "30"),
                ("on-month", "11"),
                ("on-year", "2017"),
                ("chair", "P2"),
            ],
            json!({ "id": "M2017-11-3", "title": "Third", "on": "2017-11-30", "chair": "P2", "members": ["P4", "P5"] }),
            "/meetings",
        ),
        row(
            "call-meeting",
            "P1",
            &[("meeting", "M2017-11-2")],
            &[("on-day", "15"), ("correction", "The room is taken.")],
            json!({ "id": "M2017-11-2", "title": "Extra meeting, November 2017", "on": "2017-11-15", "chair": "P3", "members": ["P4", "P5"], "correction": "The room is taken." }),
            "/meetings/M2017-11-2",
        ),
        row(
            "cancel-meeting",
            "P1",
            &[("meeting", "M2017-11-2")],
            &[("reason", "The chair is ill.")],
            json!({ "meeting": "M2017-11-2", "reason": "The chair is ill." }),
            "/meetings/M2017-11-2",
        ),
        row(
            "open-meeting",
            "P1",
            &[("meeting", "M2017-11-2")],
            &[],
            json!({ "meeting": "M2017-11-2", "present": ["P3", "P4", "P5"], "apologies": [] }),
            "/meetings/M2017-11-2",
        ),
        row(
            "open-meeting",
            "P1",
            &[("meeting", "M2017-11-2")],
            &[("apologies", "P4")],
            json!({ "meeting": "M2017-11-2", "present": ["P3", "P5"], "apologies": ["P4"] }),
            "/meetings/M2017-11-2",
        ),
        row(
            "note-evidence",
            "P1",
            &[("meeting", "M2017-11")],
            &[],
            json!({ "meeting": "M2017-11", "snapshot": "", "month": "2017-11", "figures": [] }),
            "/meetings/M2017-11",
        ),
        row(
            "note-evidence",
            "P1",
            &[],
            &[],
            json!({ "meeting": null, "snapshot": "", "month": "2017-11", "figures": [] }),
            "/overview",
        ),
        row(
            "close-meeting",
            "P1",
            &[("meeting", "M2017-11")],
            &[
                ("next-day", "11"),
                ("next-month", "December"),
                ("next-year", "2017"),
            ],
            json!({ "meeting": "M2017-11", "next": "2017-12-11" }),
            "/meetings/M2017-11",
        ),
    ]
}

pub fn minutes() -> Vec<Row> {
    vec![
        row(
            "decide",
            "P1",
            &[("meeting", "M2017-11"), ("recommendation", "R2")],
            &[("decision", "R2 begins in January."), ("stays_open", "yes")],
            json!({ "id": "M2017-11.D2", "meeting": "M2017-11", "decision": "R2 begins in January.", "recommendation": "R2", "stays_open": true }),
            "/meetings/M2017-11",
        ),
        row(
            "decide",
            "P1",
            &[("meeting", "M2017-11")],
            &[("decision", "The figures are noted.")],
            json!({ "id": "M2017-11.D2", "meeting": "M2017-11", "decision": "The figures are noted.", "recommendation": null, "stays_open": false }),
            "/meetings/M2017-11",
        ),
        row(
            "conclude-decision",
            "P4",
            &[("minute", "M2017-09.D1")],
            &[("outcome", "Partners have it.")],
            json!({ "id": "M2017-09.D1", "on": "2017-11-14", "outcome": "Partners have it." }),
            "/meetings/M2017-09",
        ),
        row(
            "agree-arising",
            "P1",
            &[("meeting", "M2017-11")],
            &[
                ("title", "Book the room"),
                ("owner-post", "Performance Analyst"),
                ("owner-person", "P1"),
                ("due-day", "20"),
                ("due-month", "11"),
                ("due-year", "2017"),
            ],
            json!({ "id": "M2017-11.A1", "meeting": "M2017-11", "title": "Book the room", "owner": { "post": "Performance Analyst", "person": "P1" }, "due": "2017-11-20" }),
            "/meetings/M2017-11",
        ),
        row(
            "agree-arising",
            "P1",
            &[("minute", "M2017-09.A1"), ("meeting", "M2017-09")],
            &[("due-month", "12"), ("correction", "The teams are busy.")],
            json!({ "id": "M2017-09.A1", "meeting": "M2017-09", "title": "Ask the teams", "owner": { "post": "Head of First Response", "person": "P4" }, "due": "2017-12-09", "correction": "The teams are busy." }),
            "/meetings/M2017-09",
        ),
        row(
            "complete-arising",
            "P4",
            &[("minute", "M2017-09.A1")],
            &[],
            json!({ "id": "M2017-09.A1", "on": "2017-11-14", "outcome": null }),
            "/meetings/M2017-09",
        ),
    ]
}
