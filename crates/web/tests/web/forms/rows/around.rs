//! Around the plan: money, consultations, other bodies, reports.

use serde_json::json;

use super::{Row, row};

pub fn money() -> Vec<Row> {
    vec![
        row(
            "record-bid",
            "P1",
            &[],
            &[
                ("title", "Second growth bid"),
                ("amount", "£2,500,000"),
                ("year", "2018/19"),
                ("paid_for", "An academy."),
            ],
            json!({ "id": "bid-2018-2", "title": "Second growth bid", "amount": 2_500_000, "year": "2018/19", "paid_for": "An academy." }),
            "/plan",
        ),
        row(
            "record-bid",
            "P1",
            &[("bid", "bid-2018")],
            &[("amount", "2400000"), ("correction", "Pay rises.")],
            json!({ "id": "bid-2018", "title": "Growth bid", "amount": 2_400_000, "year": "2018/19", "paid_for": "More social workers.", "correction": "Pay rises." }),
            "/plan",
        ),
        row(
            "decide-bid",
            "P1",
            &[("bid", "bid-2018")],
            &[("decision", "Supported"), ("by", "Cabinet")],
            json!({ "bid": "bid-2018", "decision": "Supported", "by": "Cabinet", "on": "2017-11-14" }),
            "/plan",
        ),
        // Posts that were counted before; what is left is vacant.
        row(
            "count-posts",
            "P1",
            &[("bid", "bid-2018")],
            &[
                ("posts-title", "Social workers"),
                ("posts-created", "8"),
                ("posts-permanent", "4.3"),
                ("posts-agency", "2.6"),
            ],
            json!({ "bid": "bid-2018", "on": "2017-11-14", "posts": { "title": "Social workers", "created": 8.0, "permanent": 4.3, "agency": 2.6, "vacant": 1.1 } }),
            "/plan",
        ),
        // Others beside them.
        row(
            "count-posts",
            "P1",
            &[("bid", "bid-2018")],
            &[
                ("other", "Family support workers"),
                ("posts-created", "2"),
                ("posts-vacant", "2"),
            ],
            json!({ "bid": "bid-2018", "on": "2017-11-14", "posts": { "title": "Family support workers", "created": 2.0, "permanent": 0.0, "agency": 0.0, "vacant": 2.0 } }),
            "/plan",
        ),
        // The first of a bid.
        row(
            "count-posts",
            "P1",
            &[("bid", "bid-2017")],
            &[
                ("posts-title", "Trainers"),
                ("posts-created", "1"),
                ("posts-permanent", "1"),
            ],
            json!({ "bid": "bid-2017", "on": "2017-11-14", "posts": { "title": "Trainers", "created": 1.0, "permanent": 1.0, "agency": 0.0, "vacant": 0.0 } }),
            "/plan",
        ),
        row(
            "record-consultation",
            "P1",
            &[],
            &[
                ("consultation-with", "Partner agencies"),
                ("consultation-on-day", "6"),
                ("consultation-on-month", "11"),
                ("consultation-on-year", "2017"),
                ("consultation-how", "a meeting"),
                ("consultation-said", "They agree."),
            ],
            json!({ "id": "partner-agencies-2017-2", "consultation": { "with": "Partner agencies", "on": "2017-11-06", "until": null, "how": "a meeting", "said": "They agree.", "changed": null } }),
            "/plan",
        ),
        row(
            "record-consultation",
            "P1",
            &[("consultation", "partner-agencies-2017")],
            &[
                ("consultation-until-day", "16"),
                ("consultation-until-month", "3"),
                ("consultation-until-year", "2017"),
                ("correction", "It had two days."),
            ],
            json!({ "id": "partner-agencies-2017", "consultation": { "with": "Partner agencies", "on": "2017-03-15", "until": "2017-03-16", "how": "a workshop",
                "said": "They asked for one set of thresholds.", "changed": null }, "correction": "It had two days." }),
            "/plan",
        ),
        row(
            "answer-consultation",
            "P1",
            &[("consultation", "partner-agencies-2017")],
            &[("changed", "R1 has an action for it.")],
            json!({ "consultation": "partner-agencies-2017", "changed": "R1 has an action for it." }),
            "/plan",
        ),
        row(
            "record-body-decision",
            "P1",
            &[],
            &[
                ("decision-body", "Scrutiny Committee"),
                ("decision-on-day", "13"),
                ("decision-on-month", "11"),
                ("decision-on-year", "2017"),
                ("decision-decided", "noted the plan"),
            ],
            json!({ "id": "scrutiny-committee-2017-11-13", "decision": { "on": "2017-11-13", "body": "Scrutiny Committee", "decided": "noted the plan" } }),
            "/plan",
        ),
        row(
            "record-body-decision",
            "P1",
            &[("decision", "cabinet-2017-04-18")],
            &[
                ("decision-decided", "approved the plan and thanked staff"),
                ("correction", "The minutes say more."),
            ],
            json!({ "id": "cabinet-2017-04-18", "decision": { "on": "2017-04-18", "body": "Cabinet", "decided": "approved the plan and thanked staff" }, "correction": "The minutes say more." }),
            "/plan",
        ),
    ]
}

pub fn reports() -> Vec<Row> {
    let in_review = "/reports/scrutiny-2017-10";
    vec![
        // Named like the last one; November has one.
        row(
            "open-report",
            "P1",
            &[],
            &[
                ("title", "Progress, second part"),
                ("meeting_on-day", "30"),
                ("meeting_on-month", "11"),
                ("meeting_on-year", "2017"),
            ],
            json!({ "id": "scrutiny-2017-11-2", "title": "Progress, second part", "meeting_on": "2017-11-30", "as_at": "2017-11-14", "month": null }),
            "/reports",
        ),
        row(
            "open-report",
            "P1",
            &[("report", "scrutiny-2017-12")],
            &[
                ("month-month", "10"),
                ("month-year", "2017"),
                ("correction", "October has ended."),
            ],
            json!({ "id": "scrutiny-2017-12", "title": "Progress, December 2017", "meeting_on": "2017-12-11", "as_at": "2017-11-14", "month": "2017-10", "correction": "October has ended." }),
            "/reports/scrutiny-2017-12",
        ),
        row(
            "submit-report",
            "P1",
            &[("report", "scrutiny-2017-12")],
            &[("note", "Short this time.")],
            json!({ "report": "scrutiny-2017-12", "note": "Short this time." }),
            "/reports/scrutiny-2017-12",
        ),
        row(
            "review-report",
            "P3",
            &[("report", "scrutiny-2017-10")],
            &[("outcome", "agreed")],
            json!({ "report": "scrutiny-2017-10", "outcome": "agreed", "note": null }),
            in_review,
        ),
        // What is with legal and finance can only go back.
        row(
            "review-report",
            "P3",
            &[("report", "scrutiny-2017-11")],
            &[("note", "A figure is old.")],
            json!({ "report": "scrutiny-2017-11", "outcome": "returned", "note": "A figure is old." }),
            "/reports/scrutiny-2017-11",
        ),
        row(
            "comment-on-report",
            "P7",
            &[("report", "scrutiny-2017-10")],
            &[("text", "None.")],
            json!({ "report": "scrutiny-2017-10", "of": "legal", "text": "None." }),
            in_review,
        ),
        row(
            "comment-on-report",
            "P1",
            &[("report", "scrutiny-2017-10")],
            &[
                ("of", "finance"),
                ("text", "The bid is in the budget."),
                ("on_behalf_of", "P8"),
            ],
            json!({ "report": "scrutiny-2017-10", "of": "finance", "text": "The bid is in the budget.", "on_behalf_of": "P8" }),
            in_review,
        ),
        row(
            "comment-on-report",
            "P4",
            &[("report", "scrutiny-2017-10")],
            &[("of", "officer"), ("text", "R1 is told well.")],
            json!({ "report": "scrutiny-2017-10", "of": "officer", "text": "R1 is told well." }),
            in_review,
        ),
        row(
            "withdraw-report",
            "P1",
            &[("report", "scrutiny-2017-12")],
            &[("reason", "The committee does not meet.")],
            json!({ "report": "scrutiny-2017-12", "reason": "The committee does not meet." }),
            "/reports/scrutiny-2017-12",
        ),
        row(
            "answer-restatement",
            "P2",
            &[("restatement", "scrutiny-2017-09-r1")],
            &[("outcome", "corrected"), ("why", "A note is on the page.")],
            json!({ "restatement": "scrutiny-2017-09-r1", "outcome": { "corrected": { "note": "A note is on the page." } } }),
            "/reports/scrutiny-2017-09",
        ),
        row(
            "answer-restatement",
            "P2",
            &[("restatement", "scrutiny-2017-09-r1")],
            &[("outcome", "kept"), ("why", "It changes no sentence.")],
            json!({ "restatement": "scrutiny-2017-09-r1", "outcome": { "kept": { "reason": "It changes no sentence." } } }),
            "/reports/scrutiny-2017-09",
        ),
    ]
}
