//! What people decide: arguments become commands, commands are given, and what happened is told,
//! a sentence an event.

pub mod actions;
pub mod audits;
pub mod frame;
pub mod meetings;
pub mod money;
pub mod people;
pub mod ratings;

use anyhow::Context;
use rand::TryRng;
use rand::rngs::SysRng;
use serde_json::json;
use waymark_app::{AppError, Given, Order, StoreError};
use waymark_plan::PersonId;
use waymark_plan::ledger::chain::CommandId;
use waymark_plan::ledger::{Command, Entry, State, decide, in_words};

use super::print_json;
use super::session::Session;
use crate::exit::Trouble;
use crate::{DONE, REFUSED, output};

/// A name for the giving of a command, which no other giving has.
pub fn new_id() -> anyhow::Result<CommandId> {
    let mut bytes = [0_u8; 16];
    SysRng
        .try_fill_bytes(&mut bytes)
        .context("this computer gives no random numbers")?;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digits.parse()?)
}

/// Gives commands, all or none, and tells what happened; in a dry run, what would.
pub async fn give(session: &mut Session, commands: Vec<Command>) -> anyhow::Result<u8> {
    if session.dry_run {
        return rehearse(session, commands);
    }
    let stamp = session.stamp()?;
    let several = commands.len() > 1;
    let mut orders = Vec::new();
    for (command, number) in commands.into_iter().zip(1..) {
        let mut stamp = stamp.clone();
        if several {
            stamp.id = format!("{}-{number}", stamp.id).parse()?;
        }
        orders.push(Order {
            command,
            stamp,
            seen: session.seen,
        });
    }
    let before = session.ledger.state().clone();
    let given = match session.ledger.give_all(&orders).await {
        Err(error @ AppError::Store(StoreError::Unsure)) => {
            let again = format!("give it again with --giving {}", stamp.id);
            return Err(anyhow::Error::from(error).context(again));
        }
        other => other?,
    };
    tell(session, before, &given).await?;
    Ok(DONE)
}

/// Tells what came of commands. `before` is the state as it was read before they were given.
pub async fn tell(session: &Session, before: State, given: &Given) -> anyhow::Result<()> {
    if session.json {
        return print_json(&given_as_json(session, given)?);
    }
    for sentence in sentences(session, before, given).await? {
        output::line(&sentence);
    }
    if given.before {
        output::say("this had been written before; nothing was written again");
    }
    Ok(())
}

/// What came of commands, a sentence an event.
pub async fn sentences(
    session: &Session,
    before: State,
    given: &Given,
) -> anyhow::Result<Vec<String>> {
    let Some(first) = given.entries.first() else {
        return Ok(Vec::new());
    };
    // Others may have written since the state was read.
    let mut state = if before.seq + 1 == first.seq {
        before
    } else {
        session.ledger.at(first.seq - 1).await?
    };
    let mut told = Vec::new();
    for entry in &given.entries {
        told.push(in_words(&entry.event, &state, session.ledger.people()));
        state.evolve(entry).map_err(AppError::from)?;
    }
    Ok(told)
}

/// What came of commands, for programs.
fn given_as_json(session: &Session, given: &Given) -> anyhow::Result<serde_json::Value> {
    let events = given
        .entries
        .iter()
        .map(entry_as_json)
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(json!({
        "events": events,
        "head": session.ledger.head(),
        "before": given.before,
    }))
}

/// An event with its place, its day and who gave the command.
pub fn entry_as_json(entry: &Entry) -> anyhow::Result<serde_json::Value> {
    let body: serde_json::Value = serde_json::from_str(&entry.event.body())?;
    Ok(json!({
        "seq": entry.seq,
        "on": entry.on,
        "by": entry.actor,
        "kind": entry.event.kind(),
        "body": body,
    }))
}

/// Shows what commands would do.
fn rehearse(session: &Session, commands: Vec<Command>) -> anyhow::Result<u8> {
    let by: &PersonId = session.person()?;
    let ledger = &session.ledger;
    if let [only] = commands.as_slice() {
        // One alone is refused as it would be refused if it were given.
        decide(only, ledger.state(), by, session.today).map_err(AppError::from)?;
    }
    let rehearsal = ledger.rehearse(commands, ledger.people(), by, session.today);
    if session.json {
        print_json(&json!({
            "would": rehearsal.changes,
            "cannot": rehearsal.cannot,
        }))?;
    } else {
        for sentence in &rehearsal.changes {
            output::line(&format!("would be recorded: {sentence}"));
        }
        for what in &rehearsal.cannot {
            output::line(&format!("cannot be done: {what}"));
        }
    }
    output::say("this was a dry run; nothing was written");
    Ok(if rehearsal.is_sound() { DONE } else { REFUSED })
}

/// What was given, else what stands. For what a new record must have.
pub fn kept<T>(given: Option<T>, stands: Option<T>, flag: &str) -> anyhow::Result<T> {
    match given.or(stands) {
        Some(value) => Ok(value),
        None => Err(Trouble::arguments(format!("{flag} is needed: nothing stands yet")).into()),
    }
}

/// What was given, else what stands; an empty text takes away what stands.
fn kept_text(given: Option<&String>, stands: Option<&String>) -> Option<String> {
    given
        .or(stands)
        .filter(|text| !text.trim().is_empty())
        .cloned()
}

/// What was given, else what stands; one empty text alone takes away what stands.
fn kept_texts(given: &[String], stands: Option<&Vec<String>>) -> Vec<String> {
    match given {
        [] => stands.cloned().unwrap_or_default(),
        [only] if only.trim().is_empty() => Vec::new(),
        several => several.to_vec(),
    }
}

/// What was given, else what stands.
fn kept_list<T: Clone>(given: &[T], stands: Option<&Vec<T>>) -> Vec<T> {
    match given {
        [] => stands.cloned().unwrap_or_default(),
        several => several.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_32_digits_and_no_two_alike() {
        let (one, other) = (new_id().unwrap(), new_id().unwrap());
        assert_eq!(one.as_str().len(), 32);
        assert!(one.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one, other);
    }

    #[test]
    fn what_is_left_out_stays_and_an_empty_text_takes_away() {
        let (empty, new, old) = (String::new(), "new".to_owned(), "old".to_owned());
        assert_eq!(kept_text(None, Some(&old)), Some(old.clone()));
        assert_eq!(kept_text(Some(&new), Some(&old)), Some(new.clone()));
        assert_eq!(kept_text(Some(&empty), Some(&old)), None);
        let stands = vec![old.clone()];
        assert_eq!(kept_texts(&[], Some(&stands)), stands);
        assert!(kept_texts(&[empty], Some(&stands)).is_empty());
        assert_eq!(kept_list(&[3], Some(&vec![1, 2])), [3]);
        assert!(kept::<u8>(None, None, "--number").is_err());
    }
}
