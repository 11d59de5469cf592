//! The plan that the forms are about: small and made up, with something of each kind at each stage.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use tempfile::TempDir;
use waymark_app::{Location, NewPerson, Order, Stamp};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::chain::Hash;
use waymark_web::book::Book;

/// The day of everything.
pub const TODAY: Date = date(2017, 11, 14);

/// The people with their posts and roles; the first is P1.
const PEOPLE: &[(&str, &str, &[&str])] = &[
    ("Ann Hale", "Performance Analyst", &["analyst"]),
    ("Ben Ford", "Director", &["director"]),
    ("Cora Dean", "Assistant Director", &["chair"]),
    ("Dev Amin", "Head of First Response", &["lead"]),
    ("Eve Stone", "Practice Lead", &["auditor"]),
    ("Finn Wood", "Principal Social Worker", &["auditor"]),
    ("Gita Rao", "Solicitor", &["legal"]),
    ("Hugh Lane", "Finance Business Partner", &["finance"]),
    ("Ivy Marsh", "Councillor", &["councillor"]),
];

fn now() -> Timestamp {
    "2017-11-14T10:00:00Z".parse().unwrap()
}

fn order(giving: usize, by: &str, command: Value) -> Order {
    let told = command.to_string();
    let command: Command = serde_json::from_value(command)
        .unwrap_or_else(|error| panic!("{told} is no command: {error}"));
    Order {
        command,
        stamp: Stamp {
            by: by.parse().unwrap(),
            today: TODAY,
            now: now(),
            id: format!("giving-{giving}").parse().unwrap(),
        },
        seen: None,
    }
}

/// Gives a command, which must not be refused. What is given is the only one of its number.
pub async fn give(book: &Book, giving: usize, by: &str, command: Value) {
    book.give(&[order(giving, by, command)]).await.unwrap();
}

/// A ledger with the plan, in a folder of its own.
pub async fn scene() -> (Book, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let at = Location::Sqlite(folder.path().join("ledger.db"));
    let book = Book::open(&at).await.unwrap();
    for (name, post, _) in PEOPLE {
        let person = NewPerson {
            name: (*name).to_owned(),
            post: (*post).to_owned(),
            email: None,
            phone: None,
        };
        book.add_person(None, &person, now()).await.unwrap();
    }
    let opening = json!({ "command": "open-ledger", "authority": { "name": "Loamshire County Council", "code": "999" }, "demonstration": true });
    let mut all = vec![("P1", opening)];
    for (number, (_, _, roles)) in (1..).zip(PEOPLE) {
        for role in *roles {
            let grant =
                json!({ "command": "grant-role", "person": format!("P{number}"), "role": role });
            all.push(("P1", grant));
        }
    }
    all.extend(
        plan()
            .into_iter()
            .chain(programme())
            .chain(around())
            .chain(reports()),
    );
    let orders: Vec<Order> = (0..)
        .zip(all)
        .map(|(giving, (by, command))| order(giving, by, command))
        .collect();
    book.give(&orders).await.unwrap();
    (book, folder)
}

fn plan() -> Vec<(&'static str, Value)> {
    let recommendation = |id: &str, number: u8| {
        json!({
            "command": "record-recommendation", "id": id, "inspection": "sif-2016", "number": number,
            "text": "Decide on contacts in time.", "aims": ["practice"],
            "lead": { "post": "Head of First Response", "person": "P4" }, "audit_themes": [],
        })
    };
    let action = |id: &str| {
        json!({
            "command": "add-action", "id": id, "recommendation": "R1", "title": "Write the standard",
            "lead": { "post": "Head of First Response", "person": "P4" }, "team": "First Response",
            "start": "2017-03-01", "first_due": "2017-10-31",
        })
    };
    vec![
        (
            "P1",
            json!({ "command": "record-inspection", "id": "jtai-2015", "inspection": { "framework": { "other": "Joint inspection" }, "started": "2015-06-01", "ended": "2015-06-05", "judgements": [] } }),
        ),
        (
            "P1",
            json!({ "command": "record-inspection", "id": "sif-2016", "inspection": {
            "framework": "sif", "title": "Inspection of services for children", "started": "2016-11-07", "ended": "2016-12-01",
            "published": "2017-02-10", "judgement": "Requires improvement",
            "judgements": [{ "area": "Adoption performance", "judgement": "Good" }],
        } }),
        ),
        (
            "P1",
            json!({ "command": "record-aim", "id": "practice", "title": "Better practice" }),
        ),
        (
            "P1",
            json!({ "command": "record-aim", "id": "spare", "title": "Nothing serves it" }),
        ),
        (
            "P1",
            json!({ "command": "set-frame", "inspection": "sif-2016", "title": "Firm Footing", "years": { "first": 2017, "last": 2020 },
            "committee": "Scrutiny Committee", "committee_chair": "P9", "directors": { "director": "Director", "assistant_director": "Assistant Director" },
            "monitoring": "Managers meet once a month.", "circulation": ["P9", "P2"], "equality": "All families alike.", "risk": null,
            "appendices": [{ "label": "A", "title": "Progress" }],
            "background_papers": [{ "title": "The inspection’s report", "link": "https://report.example/1" }, { "title": "The plan", "link": null }],
            "contacts": ["P3", "P1"] }),
        ),
        (
            "P1",
            json!({ "command": "adopt-scheme", "scheme": { "version": "1", "red": "stuck", "amber": "late", "green": "as planned" } }),
        ),
        ("P1", recommendation("R1", 1)),
        ("P1", recommendation("R2", 2)),
        ("P1", recommendation("R3", 3)),
        (
            "P3",
            json!({ "command": "withdraw-recommendation", "recommendation": "R3", "reason": "It was made twice." }),
        ),
        ("P4", action("R1.1")),
        ("P4", action("R1.2")),
        ("P4", action("R1.3")),
        (
            "P4",
            json!({ "command": "complete", "item": "R1.3", "on": "2017-10-02" }),
        ),
        (
            "P4",
            json!({ "command": "add-milestone", "id": "R1.M1", "recommendation": "R1", "title": "Nine in ten in time", "first_due": "2017-12-31" }),
        ),
        (
            "P1",
            json!({ "command": "set-measure", "recommendation": "R1", "measure": {
            "selector": "re-referrals", "baseline": { "value": 25.8, "period": "2016-03" }, "target": { "value": 22.0, "by": "2019-03" },
            "path": [{ "value": 24.5, "by": "2017-03" }, { "value": 23.0, "by": "2018-03" }],
            "threshold": { "value": 30.0, "set_by": "DfE" }, "comparators": ["england"],
        } }),
        ),
        (
            "P1",
            json!({ "command": "approve-version", "version": "1.0", "by": "Cabinet", "on": "2017-04-18" }),
        ),
    ]
}

fn programme() -> Vec<(&'static str, Value)> {
    let grading = |reference: &str, theme: &str, grade: &str| {
        json!({
            "command": "record-grading", "round": "A2017-09", "reference": reference, "theme": theme,
            "team": "First Response", "auditor": "P5", "grade": grade,
        })
    };
    vec![
        (
            "P1",
            json!({ "command": "plan-round", "id": "A2017-06", "month": "2017-06", "themes": ["planning"], "sample_frame": "Open cases.", "sample_size": 1, "auditors": ["P5"] }),
        ),
        (
            "P1",
            json!({ "command": "close-round", "round": "A2017-06", "note": "The auditor was ill." }),
        ),
        (
            "P1",
            json!({ "command": "plan-round", "id": "A2017-09", "month": "2017-09", "themes": ["management oversight", "planning"], "sample_frame": "Every tenth open case.", "sample_size": 3, "auditors": ["P6", "P5"] }),
        ),
        ("P5", grading("QA-0421", "planning", "good")),
        ("P5", grading("QA-0422", "planning", "good")),
        (
            "P6",
            json!({ "command": "moderate-grading", "round": "A2017-09", "reference": "QA-0422", "theme": "planning", "grade": "requires-improvement", "reason": "The plan was late." }),
        ),
        (
            "P5",
            json!({ "command": "record-finding", "id": "A2017-09.F1", "round": "A2017-09", "theme": "planning", "finding": "Plans are late." }),
        ),
        (
            "P1",
            json!({ "command": "call-meeting", "id": "M2017-09", "title": "Improvement meeting, September 2017", "on": "2017-09-25", "chair": "P3", "members": ["P4", "P1"] }),
        ),
        (
            "P1",
            json!({ "command": "open-meeting", "meeting": "M2017-09", "present": ["P3", "P4"], "apologies": ["P1"] }),
        ),
        (
            "P1",
            json!({ "command": "decide", "id": "M2017-09.D1", "meeting": "M2017-09", "decision": "The standard goes to partners.", "recommendation": "R1", "stays_open": true }),
        ),
        (
            "P1",
            json!({ "command": "decide", "id": "M2017-09.D2", "meeting": "M2017-09", "decision": "The figures are noted.", "stays_open": false }),
        ),
        (
            "P1",
            json!({ "command": "agree-arising", "id": "M2017-09.A1", "meeting": "M2017-09", "title": "Ask the teams", "owner": { "post": "Head of First Response", "person": "P4" }, "due": "2017-10-09" }),
        ),
        (
            "P1",
            json!({ "command": "close-meeting", "meeting": "M2017-09", "next": "2017-11-13" }),
        ),
        (
            "P1",
            json!({ "command": "call-meeting", "id": "M2017-11", "title": "Improvement meeting, November 2017", "on": "2017-11-13", "chair": "P3", "members": ["P4", "P1"] }),
        ),
        (
            "P1",
            json!({ "command": "open-meeting", "meeting": "M2017-11", "present": ["P3", "P4", "P1"], "apologies": [] }),
        ),
        (
            "P1",
            json!({ "command": "decide", "id": "M2017-11.D1", "meeting": "M2017-11", "decision": "The plan stands.", "stays_open": false }),
        ),
        (
            "P1",
            json!({ "command": "call-meeting", "id": "M2017-11-2", "title": "Extra meeting, November 2017", "on": "2017-11-14", "chair": "P3", "members": ["P4", "P5"] }),
        ),
        (
            "P4",
            json!({ "command": "rate", "recommendation": "R1", "rating": "amber", "judged_by": "Head of First Response", "on": "2017-11-10", "rationale": "The standard is written, and two teams work by it." }),
        ),
    ]
}

fn around() -> Vec<(&'static str, Value)> {
    vec![
        (
            "P1",
            json!({ "command": "record-bid", "id": "bid-2018", "title": "Growth bid", "amount": 2_300_000, "year": "2018/19", "paid_for": "More social workers." }),
        ),
        (
            "P1",
            json!({ "command": "count-posts", "bid": "bid-2018", "on": "2017-10-01", "posts": { "title": "Social workers", "created": 8.0, "permanent": 3.0, "agency": 2.0, "vacant": 3.0 } }),
        ),
        (
            "P1",
            json!({ "command": "record-bid", "id": "bid-2017", "title": "Spend to save", "amount": 90_000, "year": "2017/18", "paid_for": "An academy." }),
        ),
        (
            "P1",
            json!({ "command": "record-consultation", "id": "partner-agencies-2017", "consultation": { "with": "Partner agencies", "on": "2017-03-15", "until": null, "how": "a workshop", "said": "They asked for one set of thresholds.", "changed": null } }),
        ),
        (
            "P1",
            json!({ "command": "record-body-decision", "id": "cabinet-2017-04-18", "decision": { "on": "2017-04-18", "body": "Cabinet", "decided": "approved the plan" } }),
        ),
    ]
}

/// The words of every report.
const NARRATIVE: &str = "The plan goes on.";

/// A report in each stage that a form is about.
fn reports() -> Vec<(&'static str, Value)> {
    let hash = Hash::of_text("made up").to_string();
    let narrative = Hash::of_text(NARRATIVE).to_string();
    let mut all = vec![(
        "P1",
        json!({ "command": "open-report", "id": "scrutiny-2017-12", "title": "Progress, December 2017", "meeting_on": "2017-12-11", "as_at": "2017-11-14", "month": null }),
    )];
    for id in ["scrutiny-2017-09", "scrutiny-2017-10", "scrutiny-2017-11"] {
        all.extend([
            ("P1", json!({ "command": "open-report", "id": id, "title": "Progress", "meeting_on": "2017-11-30", "as_at": "2017-11-13", "month": "2017-09" })),
            ("P1", json!({ "command": "write-report", "report": id, "narrative": NARRATIVE })),
            ("P1", json!({ "command": "submit-report", "report": id })),
        ]);
    }
    for id in ["scrutiny-2017-09", "scrutiny-2017-11"] {
        all.push((
            "P3",
            json!({ "command": "review-report", "report": id, "outcome": "agreed" }),
        ));
    }
    let id = "scrutiny-2017-09";
    all.extend([
        ("P7", json!({ "command": "comment-on-report", "report": id, "of": "legal", "text": "None." })),
        ("P8", json!({ "command": "comment-on-report", "report": id, "of": "finance", "text": "None." })),
        ("P2", json!({ "command": "approve-report", "report": id, "reasons": [], "check": {
            "narrative_sha256": narrative, "snapshot": "one", "template": null, "supported": 0, "not_clear": 0,
            "incomplete": 0, "selective": 0, "unsupported": 0, "contradicted": [],
        } })),
        ("P1", json!({ "command": "publish-report", "report": id, "frozen": {
            "snapshot": "one", "definitions": hash, "benchmarks": null, "plan_sequence": 1, "plan_head": hash, "template": hash,
            "narrative": narrative, "evidence": hash, "disclosure_rules": "rules", "program": "waymark",
            "documents": [{ "name": "report.pdf", "sha256": hash, "bytes": 1 }],
        } })),
        ("P1", json!({ "command": "raise-restatement", "id": "scrutiny-2017-09-r1", "report": id, "snapshot": "two", "because": null, "changes": [
            { "reference": "F1", "measure": "re-referrals", "month": "2017-09", "said": "24.0%", "now": "24.6%", "sentences": [] },
        ] })),
        ("P1", json!({ "command": "write-report", "report": "scrutiny-2017-12", "narrative": NARRATIVE })),
    ]);
    all
}
