//! Loamshire's ledger: its people, and two years of commands, given by the same door as anyone's.

use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use waymark_app::{Ledger, Location, NewPerson, Order, Stamp};
use waymark_plan::PersonId;
use waymark_plan::ledger::Command;

/// One command of the history.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The day on which it is given.
    pub today: Date,
    /// Who gives it.
    pub by: PersonId,
    /// The command.
    pub give: Command,
}

/// Noon of a day in UTC: what stands as the time of writing.
fn noon(day: Date) -> anyhow::Result<Timestamp> {
    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC);
    Ok(noon
        .context("a day of the history is out of range")?
        .timestamp())
}

/// A new ledger with Loamshire's people.
pub async fn begin(at: &Location, files: &Path, first: Date) -> anyhow::Result<Ledger> {
    let mut ledger = Ledger::open(at).await?;
    let mut people = csv::Reader::from_path(files.join("people.csv"))?;
    let text = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or_default().to_owned();
    for row in people.records() {
        let row = row?;
        let person = NewPerson {
            name: text(&row, 1),
            post: text(&row, 2),
            email: Some(text(&row, 3)).filter(|email| !email.is_empty()),
            phone: Some(text(&row, 4)).filter(|phone| !phone.is_empty()),
        };
        ledger.add_person(None, &person, noon(first)?).await?;
    }
    Ok(ledger)
}

/// The commands of the history, in order.
pub fn lines(files: &Path) -> anyhow::Result<Vec<Line>> {
    let path = files.join("history.jsonl");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    (1..)
        .zip(text.lines())
        .map(|(number, line): (u32, &str)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {number}", path.display()))
        })
        .collect()
}

/// Who gives a command, when, and what the giving is called.
pub fn stamp(by: &PersonId, today: Date, word: &str, number: usize) -> anyhow::Result<Stamp> {
    Ok(Stamp {
        by: by.clone(),
        today,
        now: noon(today)?,
        id: format!("{word}-{today}-{number}").parse()?,
    })
}

/// Gives commands, those of a day together.
pub async fn give(ledger: &mut Ledger, lines: &[Line]) -> anyhow::Result<()> {
    give_as(ledger, lines, "history").await
}

/// As [`give`], with this word in the ids of the givings: no two of a day may be alike.
pub async fn give_as(ledger: &mut Ledger, lines: &[Line], word: &str) -> anyhow::Result<()> {
    for of_day in lines.chunk_by(|one, next| one.today == next.today) {
        let mut orders = Vec::new();
        for line in of_day {
            orders.push(Order {
                command: line.give.clone(),
                stamp: stamp(&line.by, line.today, word, orders.len())?,
                seen: None,
            });
        }
        ledger
            .give_all(&orders)
            .await
            .with_context(|| format!("the history of {}", of_day[0].today))?;
    }
    Ok(())
}
