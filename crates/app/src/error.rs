//! What can go wrong between a command and the log.

use waymark_plan::PersonId;
use waymark_plan::ledger::chain::{Broken, CommandId};
use waymark_plan::ledger::{Misfit, NotAnEntry, Refusal};
use waymark_store::StoreError;

use crate::backup::BackupError;
use crate::people::NotFound;
use crate::workbook::WorkbookError;

/// Why something did not come about. Nothing was written, unless it says that this is not known.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The command was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What the command is about has changed since the person saw it.
    #[error("{about} has changed since you saw it (event {seen}): {}", changes.join(" "))]
    MovedOn {
        /// What it is about.
        about: String,
        /// The last event that the person had seen.
        seen: u64,
        /// What happened since, in sentences.
        changes: Vec<String>,
    },
    /// An id of a giving stands for another command already.
    #[error(
        "the id {0} stands for another command, or another person's, in the log; nothing was written: give this one an id of its own"
    )]
    IdTaken(CommandId),
    /// Two commands that are given together carry one id.
    #[error("two of the commands have the id {0}; nothing was written: give each an id of its own")]
    IdTwice(CommandId),
    /// Of commands that are given together, some were written before.
    #[error(
        "some of the commands were written before, and others not; nothing was written now: leave out those that were, or give all of them new ids"
    )]
    PartlyGiven,
    /// Nobody has the id, or whoever had it was erased.
    #[error(
        "nobody has the id {0}, or they were erased; `waymark plan person list` gives who is known"
    )]
    Unknown(PersonId),
    /// What is said of a person cannot be. It is not repeated.
    #[error("{0}")]
    UnsoundPerson(&'static str),
    /// What would be written could not be read again: a defect of ours.
    #[error(
        "an event of the kind {0} could not be read again once it is written, so it was not written; please report this"
    )]
    Unwritable(&'static str),
    /// A plan or workbook says what cannot be.
    #[error("nothing was imported: {}", .0.join("; "))]
    CannotImport(Vec<String>),
    /// The log is not as it was written.
    #[error(
        "{0}. The plan is not shown or changed on a broken log; `waymark plan verify` looks at all of it, and `waymark plan restore` puts a backup in a new place"
    )]
    Broken(Broken),
    /// An event cannot be read.
    #[error(transparent)]
    NotAnEntry(#[from] NotAnEntry),
    /// An event does not fit what came before it.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A text names no person, or several.
    #[error(transparent)]
    NotFound(#[from] NotFound),
    /// The people are an administrator's, or an analyst's, to keep.
    #[error("{0} may not do this: it takes {1}")]
    NotAllowed(PersonId, &'static str),
    /// The address of somebody who has a role is theirs to change, or an administrator's.
    #[error(
        "only an administrator may change the address of somebody who has a role, as links for new passwords go there"
    )]
    AddressHeld,
    /// A backup cannot be read.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A workbook cannot be read or written.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

// By hand, as the message repeats what is broken: with it as the source too, it would be told twice.
impl From<Broken> for AppError {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}
