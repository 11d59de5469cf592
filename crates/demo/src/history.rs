//! Loamshire's ledger: its people, and two years of commands, given by the same door as anyone's.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use waymark_app::{Ledger, Location, NewPerson, Order, Stamp};
use waymark_plan::PersonId;
use waymark_plan::ledger::Command;

use crate::{DemoError, files::text};

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
fn noon(day: Date) -> Result<Timestamp, DemoError> {
    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(TimeZone::UTC);
    noon.map(|noon| noon.timestamp())
        .map_err(|_| DemoError::Unsound("a day of the history is out of range".to_owned()))
}

/// A new ledger with Loamshire's people.
pub async fn begin(at: &Location, files: &Path, first: Date) -> Result<Ledger, DemoError> {
    let mut ledger = Ledger::open(at).await?;
    let mut people = csv::Reader::from_path(files.join("people.csv"))?;
    let cell = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or_default().to_owned();
    for row in people.records() {
        let row = row?;
        let person = NewPerson {
            name: cell(&row, 1),
            post: cell(&row, 2),
            email: Some(cell(&row, 3)).filter(|email| !email.is_empty()),
            phone: Some(cell(&row, 4)).filter(|phone| !phone.is_empty()),
        };
        ledger.add_person(None, &person, noon(first)?).await?;
    }
    Ok(ledger)
}

/// The commands of the history, in order.
pub fn lines(files: &Path) -> Result<Vec<Line>, DemoError> {
    let path = files.join("history.jsonl");
    (1..)
        .zip(text(&path)?.lines())
        .map(|(number, line): (u32, &str)| {
            serde_json::from_str(line).map_err(|error| {
                DemoError::Unsound(format!("{}, line {number}: {error}", path.display()))
            })
        })
        .collect()
}

/// Who gives a command, when, and what the giving is called.
pub fn stamp(by: &PersonId, today: Date, word: &str, number: usize) -> Result<Stamp, DemoError> {
    Ok(Stamp {
        by: by.clone(),
        today,
        now: noon(today)?,
        id: format!("{word}-{today}-{number}")
            .parse()
            .map_err(|_| DemoError::Unsound("a name of a giving is not sound".to_owned()))?,
    })
}

/// Gives commands, those of a day together.
pub async fn give(ledger: &mut Ledger, lines: &[Line]) -> Result<(), DemoError> {
    give_as(ledger, lines, "history").await
}

/// As [`give`], with this word in the ids of the givings: no two of a day may be alike.
pub async fn give_as(ledger: &mut Ledger, lines: &[Line], word: &str) -> Result<(), DemoError> {
    for of_day in lines.chunk_by(|one, next| one.today == next.today) {
        let mut orders = Vec::new();
        for line in of_day {
            orders.push(Order {
                command: line.give.clone(),
                stamp: stamp(&line.by, line.today, word, orders.len())?,
                seen: None,
            });
        }
        ledger.give_all(&orders).await?;
    }
    Ok(())
}
