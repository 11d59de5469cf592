//! Keeping the ledger safe: checking its log, and bringing it into a file and back.

use anyhow::Context;
use serde_json::json;
use waymark_app::{AppError, Backup, Ledger, Location, StoreError};
use waymark_plan::ledger::chain::Head;

use crate::exit::Trouble;
use crate::plan::arguments::{BackupArguments, RestoreArguments, VerifyArguments};
use crate::plan::session::{Call, nothing_at};
use crate::plan::{day_in_words, print_json};
use crate::{DONE, clock, output};

/// Checks every event of the log. What is broken is an error that names the event.
pub async fn verify(call: &Call<'_>, given: &VerifyArguments) -> anyhow::Result<u8> {
    let at = call.location()?;
    is_there(&at)?;
    let verified = match Ledger::verify(&at, given.head).await {
        // A file that its database cannot read any more is as broken as a changed event; one that
        // may not be read is not.
        Err(AppError::Store(error @ StoreError::Unreadable { .. })) => {
            return Err(Trouble::broken(error.to_string()).into());
        }
        other => other?,
    };
    let head = verified.head;
    if call.said.json {
        print_json(&json!({
            "whole": true,
            "head": head,
            "last_on": verified.last_on,
        }))?;
        return Ok(DONE);
    }
    let last = verified.last_on.map_or_else(String::new, |day| {
        format!(", the last of {}", day_in_words(day))
    });
    output::line(&format!("the log is whole: {}{last}", events(head.seq)));
    output::line(&format!("head {}", head_in_words(head)));
    Ok(DONE)
}

fn is_there(at: &Location) -> anyhow::Result<()> {
    match at {
        Location::Sqlite(path) if !path.exists() => Err(nothing_at(at).into()),
        _ => Ok(()),
    }
}

/// The head as `verify --head` takes it.
fn head_in_words(head: Head) -> String {
    format!("{}:{}", head.seq, head.hash)
}

fn events(count: u64) -> String {
    match count {
        1 => "1 event".to_owned(),
        count => format!("{} events", waymark_figures::show_count(count as f64)),
    }
}

/// Writes the whole ledger into one file.
pub async fn backup(call: &Call<'_>, given: &BackupArguments) -> anyhow::Result<u8> {
    call.has_no_dry_run("backup")?;
    let at = call.location()?;
    if given.file.exists() {
        return Err(Trouble::refused(
            "exists",
            format!(
                "{} is there already, and a backup is not written over; give another file",
                given.file.display()
            ),
        )
        .into());
    }
    let backup = Ledger::backup(&at, clock::now())
        .await?
        .ok_or_else(|| nothing_at(&at))?;
    output::write_file(&given.file, &backup.to_bytes())?;
    let what = format!("wrote {}", given.file.display());
    tell(call, &what, &backup)
}

/// Brings a backup back into an empty place; in a dry run it is only read.
pub async fn restore(call: &Call<'_>, given: &RestoreArguments) -> anyhow::Result<u8> {
    let path = &given.file;
    let bytes = std::fs::read(path)
        .with_context(|| format!("the backup {} cannot be read", path.display()))?;
    let backup = Backup::read(&bytes).map_err(AppError::from)?;
    if call.said.dry_run {
        output::say("this was a dry run; nothing was written");
        return tell(call, &format!("{} is whole", path.display()), &backup);
    }
    let at = call.location()?;
    backup.restore(&at).await?;
    tell(call, &format!("restored {at}"), &backup)
}

fn tell(call: &Call<'_>, what: &str, backup: &Backup) -> anyhow::Result<u8> {
    let (count, people, reminders) = backup.counts();
    if call.said.json {
        print_json(&json!({
            "events": count,
            "people": people,
            "reminders": reminders,
            "head": backup.head,
        }))?;
        return Ok(DONE);
    }
    output::line(&format!(
        "{what}: {}, {people} people, {reminders} reminders",
        events(count as u64)
    ));
    output::line(&format!("head {}", head_in_words(backup.head)));
    Ok(DONE)
}
