//! Which exit code a failure has, and what programs call it. The codes themselves are in `main`.

use std::fmt;

use waymark_app::{AppError, BackupError, NotFound, StoreError};
use waymark_plan::ledger::{NotAnEntry, Unreadable};
use waymark_publication::PublicationError;

use crate::{BROKEN, FAILED, REFUSED, WRONG_ARGUMENTS};

/// A failure that says itself which exit code it has.
#[derive(Debug)]
pub struct Trouble {
    exit: u8,
    code: &'static str,
    message: String,
}

impl Trouble {
    /// The arguments do not go together.
    pub fn arguments(message: impl Into<String>) -> Self {
        Self {
            exit: WRONG_ARGUMENTS,
            code: "wrong-arguments",
            message: message.into(),
        }
    }

    /// Something asked for is not done, and trying again would not help.
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit: REFUSED,
            code,
            message: message.into(),
        }
    }

    /// The log is not as it was written.
    pub fn broken(message: impl Into<String>) -> Self {
        Self {
            exit: BROKEN,
            code: "broken",
            message: message.into(),
        }
    }

    /// Something is not there.
    pub fn missing(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit: FAILED,
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

/// The exit code of a failure, and its name, which stays the same for programs.
pub fn of(error: &anyhow::Error) -> (u8, &'static str) {
    if let Some(trouble) = error.downcast_ref::<Trouble>() {
        return (trouble.exit, trouble.code);
    }
    if let Some(error) = error.downcast_ref::<PublicationError>() {
        return of_publication(error);
    }
    match error.downcast_ref::<AppError>() {
        Some(error) => of_app(error),
        None => (FAILED, "failed"),
    }
}

/// The exit code of what went wrong with a report, and its name.
fn of_publication(error: &PublicationError) -> (u8, &'static str) {
    match error {
        PublicationError::App(error) => of_app(error),
        PublicationError::NotAPlan { .. } => (FAILED, "not-a-plan"),
        PublicationError::NoSuch { .. } => (FAILED, "no-such"),
        PublicationError::NoArchive { .. } => (FAILED, "no-archive"),
        PublicationError::NoNarrative(_) => (REFUSED, "no-narrative"),
        PublicationError::NotPublished { .. } => (REFUSED, "not-published"),
        PublicationError::References(_) => (REFUSED, "references"),
        PublicationError::NewContradiction { .. } => (REFUSED, "new-contradiction"),
        PublicationError::ArchiveFormat { .. } => (FAILED, "newer"),
        PublicationError::DamagedArchive { .. } | PublicationError::NoEvent(_) => {
            (BROKEN, "broken")
        }
        _ => (FAILED, "failed"),
    }
}

/// The exit code of what went wrong with the ledger, and its name.
pub fn of_app(error: &AppError) -> (u8, &'static str) {
    match error {
        AppError::Refused(refusal) => (REFUSED, refusal.code()),
        AppError::MovedOn { .. } => (REFUSED, "moved-on"),
        AppError::CannotImport(_) => (REFUSED, "cannot-import"),
        AppError::NotAllowed(..) | AppError::AddressHeld => (REFUSED, "not-allowed"),
        AppError::IdTaken(_) | AppError::IdTwice(_) => (REFUSED, "id-taken"),
        AppError::PartlyGiven => (REFUSED, "partly-given"),
        AppError::UnsoundPerson(_) => (REFUSED, "unsound"),
        AppError::Unknown(_) => (REFUSED, "unknown-person"),
        AppError::Unwritable(_) => (FAILED, "unwritable"),
        AppError::Broken(_) | AppError::Misfit(_) => (BROKEN, "broken"),
        // The chain holds, so a later version of Waymark wrote it.
        AppError::NotAnEntry(NotAnEntry::Event {
            why: Unreadable::UnknownKind { .. } | Unreadable::UnknownForm { .. },
            ..
        }) => (FAILED, "newer"),
        AppError::NotAnEntry(_) => (BROKEN, "broken"),
        AppError::NotFound(NotFound::Nobody(_)) => (FAILED, "no-such-person"),
        AppError::NotFound(NotFound::Several { .. }) => (FAILED, "several-people"),
        AppError::Backup(error) => match error {
            BackupError::NotABackup => (FAILED, "not-a-backup"),
            BackupError::Newer(_) => (FAILED, "newer"),
            BackupError::Line(_) | BackupError::NotWhole | BackupError::Broken(_) => {
                (BROKEN, "broken")
            }
        },
        AppError::Workbook(_) => (FAILED, "no-workbook"),
        AppError::Store(error) => of_store(error),
    }
}

fn of_store(error: &StoreError) -> (u8, &'static str) {
    match error {
        StoreError::Damaged { .. } | StoreError::DamagedHead { .. } | StoreError::Broken(_) => {
            (BROKEN, "broken")
        }
        StoreError::Unreachable { .. } => (FAILED, "unreachable"),
        StoreError::Unsure => (FAILED, "unsure"),
        StoreError::Busy => (FAILED, "busy"),
        StoreError::Newer { .. } => (FAILED, "newer"),
        StoreError::NotEmpty { .. } => (FAILED, "not-empty"),
        StoreError::NoSuchPerson { .. } => (FAILED, "no-such-person"),
        StoreError::Erased { .. } => (FAILED, "erased"),
        _ => (FAILED, "failed"),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;
    use waymark_plan::ledger::Refusal;
    use waymark_plan::ledger::chain::Broken;

    use super::*;

    #[test]
    fn refusals_keep_their_names_under_what_is_said_around_them() {
        let refused: anyhow::Error = AppError::from(Refusal::NotOpened).into();
        assert_eq!(of(&refused), (REFUSED, "not-opened"));
        let around = Err::<(), _>(refused).context("line 3").unwrap_err();
        assert_eq!(of(&around), (REFUSED, "not-opened"));
    }

    #[test]
    fn each_kind_of_failure_has_its_code() {
        let cases: [(anyhow::Error, u8, &str); 8] = [
            (
                AppError::from(Broken::OtherHash { seq: 7 }).into(),
                BROKEN,
                "broken",
            ),
            (
                AppError::from(StoreError::Damaged {
                    seq: 7,
                    what: "the hash",
                })
                .into(),
                BROKEN,
                "broken",
            ),
            (AppError::from(StoreError::Busy).into(), FAILED, "busy"),
            (
                AppError::from(BackupError::NotWhole).into(),
                BROKEN,
                "broken",
            ),
            (
                Trouble::arguments("say who").into(),
                WRONG_ARGUMENTS,
                "wrong-arguments",
            ),
            (
                PublicationError::from(AppError::from(StoreError::Busy)).into(),
                FAILED,
                "busy",
            ),
            (PublicationError::NoEvent(7).into(), BROKEN, "broken"),
            (anyhow::anyhow!("no"), FAILED, "failed"),
        ];
        for (error, exit, code) in cases {
            assert_eq!(of(&error), (exit, code), "{error}");
        }
    }
}
