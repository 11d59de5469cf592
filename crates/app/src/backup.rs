//! The whole ledger in one file, and back: the log, the people, the reminders that were sent.
//!
//! The file is text, a JSON value a line: what it is and where the log ends; then the events, the
//! people, the reminders; last a hash of all lines before, so that a file that was cut or changed
//! anywhere is refused. It holds names and addresses: it is to be kept as the ledger is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use waymark_plan::ledger::State;
use waymark_plan::ledger::chain::{self, Broken, Head, Record};
use waymark_store::{Location, Person, Reminder, Store};

use crate::AppError;
use crate::ledger::{Ledger, read_all, whole};

/// The version of the file's form.
const FORM: u32 = 1;

/// What a backup file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// Where the log ends.
    pub head: Head,
    /// When it was made.
    pub made_at: Timestamp,
    records: Vec<Record>,
    people: Vec<Person>,
    reminders: Vec<Reminder>,
}

/// Why a file is no backup that can be restored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Its first line says something else.
    #[error("this is no backup of a Waymark ledger")]
    NotABackup,
    /// A later version made it.
    #[error("the backup was made by a newer Waymark (form {0}); restore it with that one")]
    Newer(u32),
    /// A line cannot be read.
    #[error("line {0} of the backup cannot be read; take another backup")]
    Line(usize),
    /// Lines are missing or changed.
    #[error(
        "the backup is not whole: its lines are not those that it was made with; take another backup"
    )]
    NotWhole,
    /// The chain does not hold.
    #[error("the backup's log is broken: {0}; take another backup")]
    Broken(Broken),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    waymark_ledger_backup: u32,
    head: Head,
    made_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    Event(Record),
    Person(Person),
    Reminder(Reminder),
    Sha256(String),
}

impl Backup {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let first = First {
            waymark_ledger_backup: FORM,
            head: self.head,
            made_at: self.made_at,
        };
        push(&mut out, &first);
        for record in &self.records {
            push(&mut out, &Line::Event(record.clone()));
        }
        for person in &self.people {
            push(&mut out, &Line::Person(person.clone()));
        }
        for reminder in &self.reminders {
            push(&mut out, &Line::Reminder(reminder.clone()));
        }
        let hash = hash_of(&out);
        push(&mut out, &Line::Sha256(hash));
        out
    }

    /// Reads a file, and refuses one that is not as it was made, or whose chain does not hold.
    pub fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        let end_of_last = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let mut lines = end_of_last.split(|byte| *byte == b'\n');
        let first: serde_json::Value = lines
            .next()
            .and_then(|line| serde_json::from_slice(line).ok())
            .ok_or(BackupError::NotABackup)?;
        let form = first
            .get("waymark_ledger_backup")
            .and_then(serde_json::Value::as_u64)
            .ok_or(BackupError::NotABackup)?;
        let form = u32::try_from(form).map_err(|_| BackupError::NotABackup)?;
        if form > FORM {
            return Err(BackupError::Newer(form));
        }
        let first: First = serde_json::from_value(first).map_err(|_| BackupError::NotABackup)?;
        let mut backup = Self {
            head: first.head,
            made_at: first.made_at,
            records: Vec::new(),
            people: Vec::new(),
            reminders: Vec::new(),
        };
        let mut hash = None;
        for (number, line) in (2..).zip(lines) {
            if hash.is_some() {
                return Err(BackupError::NotWhole);
            }
            match serde_json::from_slice(line).map_err(|_| BackupError::Line(number))? {
                Line::Event(record) => backup.records.push(record),
                Line::Person(person) => backup.people.push(person),
                Line::Reminder(reminder) => backup.reminders.push(reminder),
                Line::Sha256(noted) => hash = Some(noted),
            }
        }
        // A break in the chain names its event, which says more than that a line has changed.
        chain::verify(backup.head, &backup.records).map_err(BackupError::Broken)?;
        let last_line = end_of_last
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        if hash != Some(hash_of(&bytes[..last_line])) {
            return Err(BackupError::NotWhole);
        }
        Ok(backup)
    }

    /// How many events, people and reminders it holds.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.records.len(), self.people.len(), self.reminders.len())
    }

    /// Puts it into an empty place. One whose events do not read or fold is refused before
    /// anything is written.
    pub async fn restore(&self, at: &Location) -> Result<Head, AppError> {
        State::fold(&read_all(&self.records)?)?;
        let store = Store::open(at).await?;
        Ok(store
            .restore(&self.records, &self.people, &self.reminders)
            .await?)
    }
}

impl Ledger {
    /// The whole ledger as a backup. A broken chain is refused.
    pub async fn backup(at: &Location, now: Timestamp) -> Result<Option<Backup>, AppError> {
        let Some(store) = Store::open_existing(at).await? else {
            return Ok(None);
        };
        let (head, records) = whole(&store).await?;
        Ok(Some(Backup {
            head,
            made_at: now,
            records,
            people: store.people().await?,
            reminders: store.reminders().await?,
        }))
    }
}

fn push(out: &mut Vec<u8>, line: &impl Serialize) {
    serde_json::to_writer(&mut *out, line).expect("a Vec takes every byte, and keys are texts");
    out.push(b'\n');
}

fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
