//! A small made-up story of two monthly meetings, as the ledger has it.
//!
//! P3 chairs; P5, P6, P7 and P8 are members; P7 was erased since. The meeting of 28 August 2017
//! was held; that of 25 September is called.

use std::fmt::Debug;
use std::str::FromStr;

use waymark_figures::Verdict;
use waymark_plan::ledger::chain::Head;
use waymark_plan::ledger::parts::*;
use waymark_plan::ledger::{Directory, Entry, Event, Person, State};
use waymark_plan::{Authority, PersonId, Rating, Scheme};

/// 292 of 390 in percent: 74.87.
pub const IN_TIME: f64 = 292.0 / 390.0 * 100.0;

/// Parses an id, a day, a month or a selector.
pub fn of<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The story's events, each with its day.
pub fn story() -> Vec<(&'static str, Event)> {
    vec![
        (
            "2017-02-13",
            Event::LedgerOpened(Opening {
                authority: Authority {
                    name: "Loamshire County Council".to_owned(),
                    code: of("999"),
                },
                demonstration: true,
            }),
        ),
        (
            "2017-02-15",
            Event::SchemeAdopted(SchemeAdoption {
                scheme: Scheme {
                    version: "1".to_owned(),
                    red: "not where it should be".to_owned(),
                    amber: "on the way, by a later agreed date".to_owned(),
                    green: "good progress".to_owned(),
                    blue: None,
                },
                reason: None,
            }),
        ),
        (
            "2017-02-20",
            recommendation(
                "R1",
                1,
                "Complete assessments within the time that the child needs.",
                lead("Head of Service, First Response", Some("P5")),
            ),
        ),
        (
            "2017-02-20",
            recommendation(
                "R2",
                2,
                "Make sure that managers learn from audits.",
                lead("Head of Service, Quality", Some("P6")),
            ),
        ),
        (
            "2017-02-20",
            action(
                "R1.1",
                "Set up a second assessment team",
                "P5",
                "2017-03-01",
                "2017-06-30",
            ),
        ),
        (
            "2017-02-20",
            action(
                "R1.2",
                "Train the team managers",
                "P6",
                "2017-04-03",
                "2017-09-29",
            ),
        ),
        (
            "2017-02-20",
            action(
                "R2.1",
                "Send each audit to its team manager",
                "P7",
                "2017-09-01",
                "2017-10-13",
            ),
        ),
        (
            "2017-02-20",
            action(
                "R2.2",
                "Train the auditors",
                "P6",
                "2017-09-01",
                "2017-09-11",
            ),
        ),
        (
            "2017-06-26",
            new_date("2017-08-31", "No manager was found.", "2017-06-26", None),
        ),
        ("2017-08-14", called("M2017-08", "August", "2017-08-28")),
        (
            "2017-08-28",
            noted(
                "M2017-08",
                "assessments-in-45-days",
                292.0,
                390.0,
                Some(IN_TIME),
            ),
        ),
        (
            "2017-08-28",
            opened("M2017-08", &["P3", "P5", "P6"], &["P7"]),
        ),
        (
            "2017-08-28",
            Event::RatingRecorded(JudgementRecord {
                recommendation: of("R1"),
                rating: Rating::Amber,
                judged_by: "Assistant Director".to_owned(),
                on: of("2017-08-28"),
                rationale: Some("Late, but the team is being hired".to_owned()),
                scheme: "1".to_owned(),
                delivery: PartSeen {
                    rating: Some(Rating::Red),
                    reasons: vec!["It is late.".to_owned()],
                },
                impact: None,
                agreed_at: Some(AgreedAt::Meeting(of("M2017-08"))),
            }),
        ),
        (
            "2017-08-28",
            new_date(
                "2017-10-16",
                "The team manager starts in October.",
                "2017-08-28",
                Some("M2017-08"),
            ),
        ),
        (
            "2017-08-28",
            decision("M2017-08.D1", "Ask finance for a third team", true),
        ),
        (
            "2017-08-28",
            decision("M2017-08.D2", "The figures are noted.", false),
        ),
        (
            "2017-08-28",
            Event::ArisingAgreed(Arising {
                id: of("M2017-08.A1"),
                meeting: of("M2017-08"),
                title: "Write to the partner agencies".to_owned(),
                owner: lead("Head of Service, Partnerships", Some("P7")),
                due: of("2017-09-15"),
                correction: None,
            }),
        ),
        (
            "2017-08-28",
            Event::MeetingClosed(MeetingEnd {
                meeting: of("M2017-08"),
                next: Some(of("2017-09-25")),
            }),
        ),
        ("2017-09-11", called("M2017-09", "September", "2017-09-25")),
    ]
}

/// The state that events make.
pub fn fold(events: Vec<(&'static str, Event)>) -> State {
    let entries: Vec<Entry> = (1..)
        .zip(events)
        .map(|(seq, (on, event))| Entry {
            seq,
            recorded_at: of(&format!("{on}T10:00:00Z")),
            on: of(on),
            actor: of("P3"),
            event,
        })
        .collect();
    State::fold(&entries).unwrap()
}

/// An end of the log that has the state's length.
pub fn head(state: &State) -> Head {
    Head {
        seq: state.seq,
        hash: of(&format!("abcdef123456{}", "0".repeat(52))),
    }
}

pub fn people() -> Directory {
    let person = |name: &str, post: &str| Person {
        name: Some(name.to_owned()),
        post: Some(post.to_owned()),
        ..Person::default()
    };
    Directory::new([
        (of("P3"), person("Ruth Calder", "Assistant Director")),
        (
            of("P5"),
            person("Martin Oakes", "Head of Service, First Response"),
        ),
        (of("P6"), person("Leila Hart", "Head of Service, Quality")),
        (of("P7"), Person::default()),
        (of("P8"), person("Owen Price", "Service Manager")),
    ])
}

pub fn lead(post: &str, person: Option<&str>) -> Lead {
    Lead {
        post: post.to_owned(),
        person: person.map(of),
    }
}

fn recommendation(id: &str, number: u16, text: &str, lead: Lead) -> Event {
    Event::RecommendationRecorded(RecommendationRecord {
        id: of(id),
        inspection: of("sif-2016"),
        number,
        text: text.to_owned(),
        aims: vec![of("timely")],
        lead,
        audit_themes: Vec::new(),
        correction: None,
    })
}

/// An action on the recommendation that its id begins with.
fn action(id: &str, title: &str, person: &str, start: &str, first_due: &str) -> Event {
    Event::ActionAdded(NewAction {
        id: of(id),
        recommendation: of(id.split('.').next().unwrap()),
        title: title.to_owned(),
        lead: lead("Service Manager, Assessment", Some(person)),
        team: None,
        start: of(start),
        first_due: of(first_due),
        origin: None,
    })
}

/// A new day for R1.1.
pub fn new_date(due: &str, reason: &str, on: &str, meeting: Option<&str>) -> Event {
    Event::ItemRedated(NewDate {
        item: of("R1.1"),
        due: of(due),
        reason: reason.to_owned(),
        agreed_by: "Improvement meeting".to_owned(),
        on: of(on),
        meeting: meeting.map(of),
    })
}

fn called(id: &str, month: &str, on: &str) -> Event {
    Event::MeetingCalled(MeetingRecord {
        id: of(id),
        title: format!("Improvement meeting, {month} 2017"),
        on: of(on),
        chair: of("P3"),
        members: ["P5", "P6", "P7", "P8"].into_iter().map(of).collect(),
        correction: None,
    })
}

pub fn opened(meeting: &str, present: &[&str], apologies: &[&str]) -> Event {
    let all = |ids: &[&str]| -> Vec<PersonId> { ids.iter().map(|id| of(id)).collect() };
    Event::MeetingOpened(MeetingOpening {
        meeting: of(meeting),
        present: all(present),
        apologies: all(apologies),
    })
}

/// A figure of July 2017, worse than a year before.
pub fn noted(
    meeting: &str,
    measure: &str,
    numerator: f64,
    denominator: f64,
    value: Option<f64>,
) -> Event {
    Event::EvidenceNoted(EvidenceNote {
        meeting: Some(of(meeting)),
        snapshot: "4f1d2c3b4a5968778695a4b3c2d1e0f0".to_owned(),
        month: of("2017-07"),
        figures: vec![NotedFigure {
            measure: of(measure),
            month: of("2017-07"),
            definition: "1 0123456789abcdef".to_owned(),
            value,
            numerator,
            denominator,
            verdict: Some(Verdict::Worse),
        }],
    })
}

/// A decision of the August meeting; one that stays open is about R1.
fn decision(id: &str, decision: &str, stays_open: bool) -> Event {
    Event::DecisionTaken(MeetingDecision {
        id: of(id),
        meeting: of("M2017-08"),
        decision: decision.to_owned(),
        recommendation: stays_open.then(|| of("R1")),
        stays_open,
    })
}
