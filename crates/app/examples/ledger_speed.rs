//! How fast the ledger is: how long 100,000 events take to load, and how long one command takes
//! until it is acknowledged.
//!
//! `cargo run --release -p waymark-app --example ledger_speed [EVENTS] [COMMANDS] [LOCATION]`
//!
//! Without a location it writes SQLite files into a new folder of the current one, so that the
//! disk is the one that a user would have. Printed are medians, and the 95th and 99th percentile
//! of the commands.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use waymark_app::{Ledger, Location, NewPerson, Order, Stamp};
use waymark_plan::ledger::chain::{self, Draft, Head, Record};
use waymark_plan::ledger::parts::*;
use waymark_plan::ledger::{Command, Entry, State, decide};
use waymark_plan::{Authority, Directors, Framework, Inspection, PlanYears, Scheme};

const FIRST: Date = date(2016, 1, 4);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let events: u64 = match arguments.next() {
        Some(text) => text.parse().context("how many events?")?,
        None => 100_000,
    };
    let commands: u32 = match arguments.next() {
        Some(text) => text.parse().context("how many commands?")?,
        None => 1_000,
    };
    let folder = tempfile::tempdir_in(".")?;
    let at = match arguments.next() {
        Some(text) => text.parse()?,
        None => Location::Sqlite(folder.path().join("ledger.db")),
    };
    fill(&at, events).await?;

    let mut loads: Vec<Duration> = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let ledger = Ledger::open_existing(&at).await?.context("no ledger")?;
        loads.push(begun.elapsed());
        assert_eq!(ledger.head().seq, events);
    }
    loads.sort();
    println!(
        "loading {events} events (read, chain followed, folded): {} ms (median of 5)",
        millis(loads[2])
    );

    let mut ledger = Ledger::open_existing(&at).await?.context("no ledger")?;
    parts_of_loading(&ledger).await?;
    let mut taken: Vec<Duration> = Vec::new();
    for number in 0..commands {
        let order = Order {
            command: note(number % 200, number),
            stamp: stamp(&format!("timed-{number}"), today(events))?,
            seen: None,
        };
        let begun = Instant::now();
        ledger.give(&order).await?;
        taken.push(begun.elapsed());
    }
    taken.sort();
    let at_share = |share: usize| taken[(taken.len() * share / 100).min(taken.len() - 1)];
    println!(
        "one command until it is acknowledged, on {events} events: median {} ms, 95th percentile {} ms, 99th {} ms (of {commands})",
        millis(at_share(50)),
        millis(at_share(95)),
        millis(at_share(99)),
    );
    Ok(())
}

/// What loading consists of, each part once and one after the other.
async fn parts_of_loading(ledger: &Ledger) -> anyhow::Result<()> {
    let begun = Instant::now();
    let records = ledger.store().records_after(0).await?;
    let read = begun.elapsed();
    let begun = Instant::now();
    chain::follow(Head::origin(), &records)?;
    let followed = begun.elapsed();
    let begun = Instant::now();
    let entries = records
        .iter()
        .map(Entry::read)
        .collect::<Result<Vec<Entry>, _>>()?;
    let understood = begun.elapsed();
    let begun = Instant::now();
    State::fold(&entries)?;
    println!(
        "  of which, one after the other: rows read {} ms, chain followed {} ms, events read {} ms, folded {} ms",
        millis(read),
        millis(followed),
        millis(understood),
        millis(begun.elapsed()),
    );
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

fn parsed<T: std::str::FromStr>(text: &str) -> anyhow::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    Ok(text.parse()?)
}

/// The day of the last events: some hundred a day.
fn today(events: u64) -> Date {
    let days = i32::try_from(events / 100).unwrap_or(0);
    FIRST.checked_add(days.days()).unwrap_or(FIRST)
}

fn stamp(id: &str, today: Date) -> anyhow::Result<Stamp> {
    Ok(Stamp {
        by: parsed("P1")?,
        today,
        now: Timestamp::UNIX_EPOCH,
        id: parsed(id)?,
    })
}

fn lead() -> Lead {
    Lead {
        post: "Service Manager, Assessment".to_owned(),
        person: None,
    }
}

fn note(action: u32, number: u32) -> Command {
    Command::NoteProgress(Note {
        action: format!("R{}.{}", action % 17 + 1, action)
            .parse()
            .expect("an id"),
        on: FIRST,
        by: "Service Manager, Assessment".to_owned(),
        note: format!(
            "Report {number}: six of eight social workers are in post, two of them from an agency; the team manager starts in January."
        ),
    })
}

/// The commands of a plan with 17 recommendations and 200 actions, then reports on them.
fn script(events: u64) -> anyhow::Result<Vec<Command>> {
    let mut all = vec![
        Command::OpenLedger(Opening {
            authority: Authority {
                name: "Loamshire County Council".to_owned(),
                code: parsed("999")?,
            },
            demonstration: true,
        }),
        Command::GrantRole(RoleOf {
            person: parsed("P1")?,
            role: Role::Analyst,
        }),
        Command::RecordInspection(InspectionRecord {
            id: parsed("sif-2015")?,
            inspection: Inspection {
                framework: Framework::Sif,
                title: None,
                started: date(2015, 11, 2),
                ended: date(2015, 11, 26),
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
            inspection: parsed("sif-2015")?,
            title: "Firm Footing".to_owned(),
            years: PlanYears {
                first: 2016,
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
            contacts: Vec::new(),
        }),
        Command::RecordAim(AimRecord {
            id: parsed("timely")?,
            title: "Soon enough".to_owned(),
            correction: None,
        }),
    ];
    for number in 1..=17u16 {
        all.push(Command::RecordRecommendation(RecommendationRecord {
            id: parsed(&format!("R{number}"))?,
            inspection: parsed("sif-2015")?,
            number,
            text: "Complete assessments within the time that the child needs.".to_owned(),
            aims: vec![parsed("timely")?],
            lead: lead(),
            audit_themes: Vec::new(),
            correction: None,
        }));
    }
    for number in 0..200u32 {
        all.push(Command::AddAction(NewAction {
            id: parsed(&format!("R{}.{number}", number % 17 + 1))?,
            recommendation: parsed(&format!("R{}", number % 17 + 1))?,
            title: "Set up a second assessment team so that demand and capacity match".to_owned(),
            lead: lead(),
            team: Some("Assessment".to_owned()),
            start: FIRST,
            first_due: date(2018, 3, 30),
            origin: None,
        }));
    }
    let mut number = 0;
    while (all.len() as u64) < events {
        all.push(note(number % 200, number));
        number += 1;
    }
    Ok(all)
}

/// Decides a script and writes what follows in large pieces, so that the making takes no hours.
async fn fill(at: &Location, events: u64) -> anyhow::Result<()> {
    let mut ledger = Ledger::open(at).await?;
    let person = NewPerson {
        name: "Imogen Tallis".to_owned(),
        post: "Performance Analyst".to_owned(),
        email: None,
        phone: None,
    };
    ledger
        .add_person(None, &person, Timestamp::UNIX_EPOCH)
        .await?;
    let mut state = State::default();
    let (mut head, mut written) = (Head::origin(), Head::origin());
    let mut records: Vec<Record> = Vec::new();
    'script: for (number, command) in script(events)?.into_iter().enumerate() {
        let on = today(state.seq);
        let made = decide(&command, &state, &parsed("P1")?, on)?;
        for (part, event) in (0..).zip(made) {
            if head.seq == events {
                break 'script;
            }
            let record = Record::seal(
                head,
                Draft {
                    recorded_at: Timestamp::UNIX_EPOCH,
                    on,
                    actor: parsed("P1")?,
                    command: parsed(&format!("fill-{number}"))?,
                    part,
                    kind: event.kind().to_owned(),
                    form: event.form(),
                    body: event.body(),
                },
            );
            head = record.head();
            state.evolve(&Entry::read(&record)?)?;
            records.push(record);
        }
        if records.len() >= 10_000 {
            ledger.store().append(written, &records).await?;
            written = head;
            records.clear();
        }
    }
    ledger.store().append(written, &records).await?;
    Ok(())
}
