//! The history of the demo's council, from its first command to the plan that its report is made
//! from.

use jiff::civil::date;
use waymark_app::{Ledger, NewPerson, Order, Stamp, gradings};
use waymark_plan::ledger::state::MeetingStage;
use waymark_plan::ledger::{Command, State};
use waymark_plan::{Known, Plan, summary_of_ratings};
use waymark_synth::{MadeFile, Parts, Settings};

use super::given::{file, now, parsed};

fn made() -> Vec<MadeFile> {
    let settings = Settings {
        parts: Parts {
            ssda903_csv: false,
            ssda903_xml: false,
            cin: false,
            workforce: false,
            audits: true,
            benchmarks: false,
            plan: true,
        },
        ..Settings::default()
    };
    waymark_synth::make(&settings)
}

fn text(files: &[MadeFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// One line of the history.
#[derive(serde::Deserialize)]
struct Line {
    today: jiff::civil::Date,
    by: waymark_plan::PersonId,
    give: Command,
}

async fn ledger_of(files: &[MadeFile], at: &waymark_app::Location) -> Ledger {
    let mut ledger = Ledger::open(at).await.unwrap();
    let people = text(files, "people.csv");
    let mut people = csv::Reader::from_reader(people.as_bytes());
    for (number, row) in (1..).zip(people.records()) {
        let row = row.unwrap();
        let person = NewPerson {
            name: row[1].to_owned(),
            post: row[2].to_owned(),
            email: Some(row[3].to_owned()),
            phone: Some(row[4].to_owned()),
        };
        let id = ledger
            .add_person(None, &person, now(date(2015, 11, 16)))
            .await
            .unwrap();
        assert_eq!(id.as_str(), format!("P{number}"));
        assert_eq!(id.as_str(), &row[0]);
    }
    let history = text(files, "history.jsonl");
    let orders: Vec<Order> = history
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let line: Line = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
            Order {
                command: line.give,
                stamp: Stamp {
                    by: line.by,
                    today: line.today,
                    now: now(line.today),
                    id: parsed(&format!("history-{number}")),
                },
                seen: None,
            }
        })
        .collect();
    let mut state = State::default();
    // One by one first, so that a refusal names its line.
    for order in &orders {
        let stamp = &order.stamp;
        let events = waymark_plan::ledger::decide(&order.command, &state, &stamp.by, stamp.today)
            .unwrap_or_else(|refusal| panic!("{:?}: {refusal}", order));
        for event in events {
            let entry = waymark_plan::ledger::Entry {
                seq: state.seq + 1,
                recorded_at: stamp.now,
                on: stamp.today,
                actor: stamp.by.clone(),
                event,
            };
            state.evolve(&entry).unwrap();
        }
    }
    ledger.give_all(&orders).await.unwrap();
    assert_eq!(ledger.state(), &state);
    ledger
}

#[tokio::test]
async fn two_years_of_commands_lead_to_the_plan_of_the_report() {
    let files = made();
    let (_folder, at) = file();
    let ledger = ledger_of(&files, &at).await;
    let state = ledger.state();

    let mut plan = state.plan(ledger.people()).unwrap();
    for recommendation in &mut plan.recommendations {
        for milestone in &mut recommendation.milestones {
            assert!(milestone.id.is_some());
            milestone.id = None;
        }
    }
    let written = Plan::read(&text(&files, "plan.toml"), Known::Anything);
    assert_eq!(plan, written.plan.unwrap());

    // The plan of the seed report.
    assert_eq!(plan.recommendations.len(), 17);
    assert_eq!(plan.aims.len(), 4);
    let summary = summary_of_ratings(&plan);
    assert_eq!((summary.green, summary.amber, summary.red), (5, 12, 0));
    assert_eq!(plan.funding[0].amount, 2_500_000);
    assert_eq!(plan.funding[0].year.to_string(), "2018/19");
    assert!(
        plan.consultations
            .iter()
            .any(|one| one.with == "Partner agencies")
    );

    // Two years of it, with slippage and meetings that the Assistant Director chairs.
    let entries = ledger.entries().await.unwrap();
    let first = entries[0].on;
    assert!(first <= date(2015, 11, 30), "{first}");
    let chair = &plan.directors.assistant_director;
    let held: Vec<_> = state
        .meetings
        .values()
        .filter(|meeting| meeting.stage == MeetingStage::Closed)
        .collect();
    assert!(held.len() >= 20, "{}", held.len());
    // The Director stood in once.
    let chaired = held.iter().filter(|meeting| {
        let person = ledger.people().get(&meeting.record.chair).unwrap();
        person.post.as_ref() == Some(chair)
    });
    assert!(chaired.count() >= held.len() - 1);
    let kinds = |kind: &str| {
        entries
            .iter()
            .filter(|entry| entry.event.kind() == kind)
            .count()
    };
    assert!(kinds("item-redated") >= 15);
    assert!(kinds("progress-noted") >= 40);
    assert!(kinds("rating-recorded") >= 60);
    assert_eq!(kinds("round-closed"), 18);
    Ledger::verify(&at, Some(ledger.head())).await.unwrap();

    // As it was half-way: the peer review's recommendations, and no inspection yet.
    let then = ledger.as_at(date(2016, 10, 31)).await.unwrap();
    assert_eq!(then.in_plan().len(), 4);
    assert_eq!(then.inspections.len(), 1);
}

/// The ledger's gradings are those of the log of audits: the same months, themes, references,
/// teams and grades.
#[tokio::test]
async fn the_gradings_of_the_ledger_are_those_of_the_audit_log() {
    let files = made();
    let (_folder, at) = file();
    let ledger = ledger_of(&files, &at).await;
    let bytes = gradings(ledger.state()).unwrap();
    let mut ours: Vec<Vec<String>> = csv::Reader::from_reader(bytes.as_slice())
        .records()
        .map(|row| row.unwrap().iter().take(6).map(str::to_owned).collect())
        .collect();
    let log = text(&files, "audits/audit-log.csv");
    let mut logged: Vec<Vec<String>> = csv::Reader::from_reader(log.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    // The log in CSV begins in April 2017; the year before is a workbook.
    ours.retain(|row| row[0].as_str() >= "2017-04");
    ours.sort();
    logged.sort();
    assert!(logged.len() > 600);
    assert_eq!(ours, logged);
    // The planted month: 20 of 23 for management oversight in June 2017.
    let june: Vec<_> = ours
        .iter()
        .filter(|row| row[0] == "2017-06" && row[1] == "Management oversight")
        .collect();
    let good = june
        .iter()
        .filter(|row| {
            let stands = if row[5].is_empty() { &row[4] } else { &row[5] };
            stands == "Good" || stands == "Outstanding"
        })
        .count();
    assert_eq!((good, june.len()), (20, 23));
}
