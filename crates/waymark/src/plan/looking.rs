//! Looking at the ledger: the plan and what is in it, what is due, what happened, lists, the
//! agenda. Nothing here writes to it.

mod agenda;
mod compare;
mod lists;
mod log;
mod overview;
mod show;

pub use agenda::agenda;
pub use compare::compare;
pub use lists::{audits, bids, consultations, decisions, due, meetings, people, roles, versions};
pub use log::log;
pub use show::show;

use waymark_plan::Schedule;
use waymark_plan::ledger::Directory;
use waymark_plan::ledger::parts::Lead;

use super::day_in_words;
use crate::DONE;
use crate::cli::Format;
use crate::measures::columns;
use crate::output::{self, Sheet, Value};

/// Gives out rows as a table, or as JSON.
fn give_rows(
    json: bool,
    head: &[(&'static str, &'static str)],
    rows: Vec<Vec<Value>>,
) -> anyhow::Result<u8> {
    if rows.is_empty() && !json {
        output::say("there is none yet");
        return Ok(DONE);
    }
    let sheet = Sheet {
        title: String::new(),
        columns: columns(head),
        rows,
    };
    let format = if json { Format::Json } else { Format::Table };
    output::give_out(&[sheet], format, None)?;
    Ok(DONE)
}

/// A day, or nothing.
fn day(day: Option<jiff::civil::Date>) -> Value {
    Value::text(day.map_or_else(String::new, |day| day.to_string()))
}

/// A number of things.
fn number(count: usize) -> Value {
    Value::count(count as u64)
}

/// A post, with the name of who holds it.
fn lead_in_words(lead: &Lead, people: &Directory) -> String {
    match &lead.person {
        Some(person) => format!("{} ({})", lead.post, people.called(person)),
        None => lead.post.clone(),
    }
}

/// When something is due: the day that stands, and the day first agreed where it is another.
fn due_in_words(schedule: &Schedule) -> String {
    let due = day_in_words(schedule.latest_due());
    match schedule.agreed.len() {
        0 => format!("due {due}"),
        times => format!(
            "due {due} (first {}, re-dated {})",
            day_in_words(schedule.first_due),
            match times {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                times => format!("{times} times"),
            }
        ),
    }
}
