//! What can go wrong with a store, by what a caller would do about it, and which error of the
//! databases means which of it.
//!
//! The databases' own errors go no further than this file: their details may repeat the values
//! that were written.

use std::path::PathBuf;

use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteError;
use waymark_plan::PersonId;
use waymark_plan::ledger::chain::Broken;

/// Why the store did not do what was asked. Where nothing else is said, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A text does not name a place.
    #[error(
        "the place of the store is not understood, as {why}: give the path of a file, or a URL such as postgres://user@host/database"
    )]
    NotALocation {
        /// What is wrong with it.
        why: String,
    },
    /// The folder of a SQLite file cannot be made, or not be looked into.
    #[error(
        "the store cannot be kept at {}: {why}; check the folder and who may write there, or name another place", .path.display()
    )]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// No connection to the database, or it broke.
    #[error(
        "the database at {at} cannot be reached: {why}; check that it runs and that the place, the user and the password are right"
    )]
    Unreachable {
        /// The place, without a password.
        at: String,
        /// What the database or the system says.
        why: String,
    },
    /// The connection broke while a change was made final: it may stand or not.
    #[error(
        "it is not known whether the change was written, as the database did not answer: give the same command again; it is not written twice"
    )]
    Unsure,
    /// Others write, and did not finish in time.
    #[error("the database is busy with another program's work: try again")]
    Busy,
    /// The tables are of a later version than this program knows.
    #[error(
        "the database at {at} was made by a newer Waymark (its tables are at version {version}): use that version, or a newer one"
    )]
    Newer {
        /// The place, without a password.
        at: String,
        /// The version of the tables.
        version: i64,
    },
    /// The tables were made otherwise than this program makes them.
    #[error(
        "the tables at {at} are not those that Waymark makes (version {version} differs): name another database, or restore a backup into a new one"
    )]
    OtherTables {
        /// The place, without a password.
        at: String,
        /// The version that differs.
        version: i64,
    },
    /// Records were given that do not follow from the head that they were to follow: a defect of
    /// the program.
    #[error("the events were not sealed for the place they were to take: {0}; please report this")]
    NotSealed(Broken),
    /// An event cannot be read as an event.
    #[error(
        "event {seq} is damaged in the store: {what} cannot be read; restore the last backup that can be verified"
    )]
    Damaged {
        /// The place of the event.
        seq: u64,
        /// Which part of it.
        what: &'static str,
    },
    /// The note of where the log ends cannot be read.
    #[error(
        "the note of the log's end is damaged in the store at {at}; restore the last backup that can be verified"
    )]
    DamagedHead {
        /// The place, without a password.
        at: String,
    },
    /// The log to be restored is not as it was written.
    #[error("the backup cannot be restored: {0}; take another backup")]
    Broken(Broken),
    /// What is to be restored did not come from a store.
    #[error("the backup cannot be restored: {what}; take another backup")]
    NotABackup {
        /// What is wrong with it.
        what: String,
    },
    /// A backup goes into an empty store only.
    #[error("the store at {at} is not empty: restore into a new file or database")]
    NotEmpty {
        /// The place, without a password.
        at: String,
    },
    /// No person has the id.
    #[error("there is no person {id}: look the id up in the list of people")]
    NoSuchPerson {
        /// The id.
        id: PersonId,
    },
    /// The person was erased, and nothing is kept about them again.
    #[error("person {id} was erased: add the person anew")]
    Erased {
        /// The id.
        id: PersonId,
    },
    /// A reminder was to be confirmed that nobody had claimed.
    #[error("the reminder `{key}` to {person} was not claimed: claim it before it is sent")]
    NotClaimed {
        /// What it is about.
        key: String,
        /// Whom it goes to.
        person: PersonId,
    },
    /// The database finds that its own files are damaged, or are none of its own.
    #[error(
        "the file at {at} cannot be read as a database: {why}; restore the last backup that can be verified"
    )]
    Unreadable {
        /// The place, without a password.
        at: String,
        /// What it says.
        why: String,
    },
    /// The files may be read and not written. SQLite writes beside its file even to read it.
    #[error(
        "the ledger at {at} may not be written by you, and its database needs that even for reading; ask for the right to write there, or look at a copy or a restored backup"
    )]
    ReadOnly {
        /// The place, without a password.
        at: String,
    },
    /// The database refused for a reason of its own, such as a full disk.
    #[error("the database at {at} did not do its work: {why}")]
    Failed {
        /// The place, without a password.
        at: String,
        /// What it says.
        why: String,
    },
}

/// What the store itself does otherwise about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Another writes.
    Busy,
    /// There is no connection.
    Away,
    /// The database finds its own files damaged.
    Corrupt,
    /// The files may be read and not written.
    ReadOnly,
    /// What was to be unique is there.
    Twice,
    /// Anything else.
    Other,
}

/// Sorts an error of a database.
pub(crate) fn trouble(error: &sqlx::Error) -> Trouble {
    let Some(found) = error.as_database_error() else {
        return match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Trouble::Away,
            _ => Trouble::Other,
        };
    };
    if found.is_unique_violation() {
        return Trouble::Twice;
    }
    match found.try_downcast_ref::<SqliteError>() {
        Some(found) => sqlite_trouble(found),
        None => postgres_trouble(found.code().as_deref().unwrap_or_default()),
    }
}

/// By the codes at <https://www.sqlite.org/rescode.html>.
fn sqlite_trouble(found: &SqliteError) -> Trouble {
    let code: i32 = found
        .code()
        .and_then(|code| code.parse().ok())
        .unwrap_or_default();
    // The lowest byte is the kind of error; what stands above it says more about it.
    match code & 0xff {
        5 | 6 => Trouble::Busy,
        8 => Trouble::ReadOnly,
        11 | 26 => Trouble::Corrupt,
        14 => Trouble::Away,
        _ => Trouble::Other,
    }
}

/// By the codes at <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres_trouble(code: &str) -> Trouble {
    match code {
        "40001" | "40P01" | "55P03" => Trouble::Busy,
        "XX001" | "XX002" => Trouble::Corrupt,
        // The server stops, starts, or is full; the database is not there.
        "57P01" | "57P02" | "57P03" | "53300" | "3D000" => Trouble::Away,
        // Connections, and who may make them.
        _ if code.starts_with("08") || code.starts_with("28") => Trouble::Away,
        _ => Trouble::Other,
    }
}

/// What an error of a database means to a caller.
pub(crate) fn failure(at: &str, error: &sqlx::Error) -> StoreError {
    if let sqlx::Error::Configuration(why) = error {
        return StoreError::NotALocation {
            why: why.to_string(),
        };
    }
    let at = at.to_owned();
    let why = error.to_string();
    match trouble(error) {
        Trouble::Busy => StoreError::Busy,
        Trouble::Away => StoreError::Unreachable { at, why },
        Trouble::Corrupt => StoreError::Unreadable { at, why },
        Trouble::ReadOnly => StoreError::ReadOnly { at },
        Trouble::Twice | Trouble::Other => StoreError::Failed { at, why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_postgresql_are_sorted() {
        for (code, expected) in [
            ("40001", Trouble::Busy),
            ("57P01", Trouble::Away),
            ("08006", Trouble::Away),
            ("28P01", Trouble::Away),
            ("3D000", Trouble::Away),
            ("XX001", Trouble::Corrupt),
            ("53100", Trouble::Other),
            ("", Trouble::Other),
        ] {
            assert_eq!(postgres_trouble(code), expected, "{code}");
        }
    }

    #[test]
    fn a_broken_connection_is_away() {
        let broken = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert_eq!(trouble(&broken), Trouble::Away);
        assert!(matches!(
            failure("plan.db", &broken),
            StoreError::Unreachable { .. }
        ));
    }
}
