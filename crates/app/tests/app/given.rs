//! What the tests of this room begin with.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use waymark_app::{Ledger, Location, NewPerson, Order, Stamp};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::*;
use waymark_plan::{Authority, Directors, Framework, Inspection, PersonId, PlanYears, Scheme};

/// The day on which the tests' plan begins.
pub const DAY: Date = date(2017, 3, 1);

pub fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// A stamp of P1's, on a day, with a name for the giving.
pub fn stamp(id: &str, today: Date) -> Stamp {
    stamp_of("P1", id, today)
}

pub fn stamp_of(by: &str, id: &str, today: Date) -> Stamp {
    Stamp {
        by: parsed(by),
        today,
        now: now(today),
        id: parsed(id),
    }
}

/// Half past nine in UTC.
pub fn now(today: Date) -> Timestamp {
    parsed(&format!("{today}T09:30:00Z"))
}

pub fn order(id: &str, command: Command) -> Order {
    Order {
        command,
        stamp: stamp(id, DAY),
        seen: None,
    }
}

/// A new file in a folder of its own.
pub fn file() -> (TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("ledger.db"));
    (folder, location)
}

pub fn lead(post: &str, person: Option<&str>) -> Lead {
    Lead {
        post: post.to_owned(),
        person: person.map(parsed),
    }
}

pub fn action(number: u32) -> Command {
    Command::AddAction(NewAction {
        id: parsed(&format!("R1.{number}")),
        recommendation: parsed("R1"),
        title: format!("Action {number}"),
        lead: lead("Service Manager", Some("P2")),
        team: None,
        start: DAY,
        first_due: date(2017, 9, 29),
        origin: None,
    })
}

pub fn note(number: u32, text: &str) -> Command {
    Command::NoteProgress(Note {
        action: parsed(&format!("R1.{number}")),
        on: DAY,
        by: "Service Manager".to_owned(),
        note: text.to_owned(),
    })
}

pub fn redate(number: u32, due: Date) -> Command {
    Command::Redate(NewDate {
        item: parsed(&format!("R1.{number}")),
        due,
        reason: "The team manager starts later.".to_owned(),
        agreed_by: "Improvement meeting".to_owned(),
        on: DAY,
        meeting: None,
    })
}

/// What it takes to have a recommendation R1 with an action R1.1.
pub fn beginnings() -> Vec<Command> {
    vec![
        Command::OpenLedger(Opening {
            authority: Authority {
                name: "Loamshire County Council".to_owned(),
                code: parsed("999"),
            },
            demonstration: true,
        }),
        Command::GrantRole(RoleOf {
            person: parsed("P1"),
            role: Role::Analyst,
        }),
        Command::GrantRole(RoleOf {
            person: parsed("P2"),
            role: Role::Lead,
        }),
        Command::RecordInspection(InspectionRecord {
            id: parsed("sif-2016"),
            inspection: Inspection {
                framework: Framework::Sif,
                title: None,
                started: date(2016, 11, 7),
                ended: date(2016, 12, 1),
                published: None,
                judgement: Some("Requires improvement".to_owned()),
                judgements: Vec::new(),
                report_link: None,
            },
            correction: None,
        }),
        Command::AdoptScheme(SchemeAdoption {
            scheme: Scheme {
                version: "1".to_owned(),
                red: "far off".to_owned(),
                amber: "later".to_owned(),
                green: "good".to_owned(),
                blue: None,
            },
            reason: None,
        }),
        Command::SetFrame(Frame {
            inspection: parsed("sif-2016"),
            title: "Firm Footing".to_owned(),
            years: PlanYears {
                first: 2017,
                last: 2020,
            },
            committee: "Scrutiny".to_owned(),
            committee_chair: None,
            directors: Directors {
                director: "Director".to_owned(),
                assistant_director: "Assistant Director".to_owned(),
            },
            monitoring: "Once a month.".to_owned(),
            circulation: Vec::new(),
            equality: "For all.".to_owned(),
            risk: None,
            appendices: Vec::new(),
            background_papers: Vec::new(),
            contacts: vec![parsed("P1")],
        }),
        Command::RecordAim(AimRecord {
            id: parsed("timely"),
            title: "Soon enough".to_owned(),
            correction: None,
        }),
        Command::RecordRecommendation(RecommendationRecord {
            id: parsed("R1"),
            inspection: parsed("sif-2016"),
            number: 1,
            text: "Complete assessments in time.".to_owned(),
            aims: vec![parsed("timely")],
            lead: lead("Head of Service", Some("P2")),
            audit_themes: Vec::new(),
            correction: None,
        }),
        action(1),
    ]
}

pub async fn add_people(ledger: &mut Ledger) -> Vec<PersonId> {
    let mut ids = Vec::new();
    for name in ["Priya Nandakumar", "Marian Whitlock", "Dominic Farrow"] {
        let person = NewPerson {
            name: name.to_owned(),
            post: "Officer".to_owned(),
            email: Some(format!(
                "{}@loamshire.example",
                name.to_lowercase().replace(' ', ".")
            )),
            phone: None,
        };
        let by = parsed("P1");
        ids.push(
            ledger
                .add_person(Some(&by), &person, now(DAY))
                .await
                .unwrap(),
        );
    }
    ids
}

/// A ledger with three people, R1 and R1.1.
pub async fn begun(at: &Location) -> Ledger {
    let mut ledger = Ledger::open(at).await.unwrap();
    add_people(&mut ledger).await;
    let orders: Vec<Order> = beginnings()
        .into_iter()
        .enumerate()
        .map(|(number, command)| order(&format!("begin-{number}"), command))
        .collect();
    ledger.give_all(&orders).await.unwrap();
    ledger
}
