//! The ledger and what stands beside it, on SQLite or PostgreSQL.
//!
//! [`Store`] keeps the log of decisions, which is only ever added to; the people, whose names and
//! addresses stand here and nowhere else; the reminders that were sent; who signs in, and with what;
//! and the records of who came and who looked at rows about children, which are only added to as
//! well. It knows texts, places and hashes, and not what an event means: that is `waymark-plan`'s;
//! nor what a password must be: that is `waymark-accounts`'. It reads no clock and holds nothing in
//! memory, so that any number of programs may stand at one database.
//!
//! - `ledger`: the log: its head, reading, appending;
//! - `people`: adding, changing and erasing people;
//! - `reminders`: who was reminded of what;
//! - `restore`: a whole store from a backup;
//! - `accounts`, `totp`, `links`, `tokens`: who signs in, and with what; `sign_in`: attempts and signing
//!   in; `sessions`: of browsers; `records`: who came, who looked;
//! - `statement`: running statements and reading rows on either engine;
//! - `db`, `migrations`: connections and tables; `location`, `error`: where, and what can go wrong.
//!
//! One text of SQL serves both engines; only the making of tables is written twice, in
//! `migrations`. SQL stands in this room alone.

mod accounts;
mod db;
mod error;
mod ledger;
mod links;
mod location;
mod migrations;
mod people;
mod records;
mod reminders;
mod restore;
mod sessions;
mod sign_in;
mod statement;
mod tokens;
mod totp;

use std::path::Path;
use std::time::Duration;

use crate::db::{Db, on_db};
use crate::error::failure;

pub use accounts::{AccountRow, CredentialsRow};
pub use error::StoreError;
pub use ledger::Appended;
pub use location::Location;
pub use people::{NewPerson, Person};
pub use records::{LookRow, TrailRow};
pub use reminders::Reminder;
pub use sign_in::{AttemptRow, SignInRow, UsedUp};
pub use tokens::TokenRow;

/// How often connecting is tried again where another program is just making the same file: the
/// change to a write-ahead log is the one thing that SQLite does not wait for.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// A database with its tables, ready for use. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    /// The place, as messages name it.
    at: String,
}

impl Store {
    /// Opens the store at a place, and brings its tables up to date. A SQLite file, and the
    /// folders above it, are made where they are absent; a PostgreSQL database must be there.
    pub async fn open(at: &Location) -> Result<Self, StoreError> {
        if let Location::Sqlite(path) = at {
            make_folder_of(path)?;
            make_file(path)?;
        }
        Self::connect(at, true).await
    }

    /// Opens the store only where there is one: `None` where no SQLite file is at the place, and
    /// then none is made.
    ///
    /// A PostgreSQL database is always taken for a store, since somebody has made it; its tables
    /// are made where it has none.
    pub async fn open_existing(at: &Location) -> Result<Option<Self>, StoreError> {
        if let Location::Sqlite(path) = at
            && !is_there(path)?
        {
            return Ok(None);
        }
        Self::connect(at, false).await.map(Some)
    }

    /// Closes all connections, of this store and of its clones, once what they are doing is done.
    pub async fn close(self) {
        on_db!(&self.db, |pool| pool.close().await);
    }

    async fn connect(at: &Location, make: bool) -> Result<Self, StoreError> {
        let name = at.to_string();
        let mut left = TRIES;
        let db = loop {
            let connected = match at {
                Location::Sqlite(path) => Db::sqlite(path, make).await,
                Location::Postgres(url) => Db::postgres(url).await,
            };
            match connected.map_err(|error| failure(&name, &error)) {
                Ok(db) => break db,
                Err(StoreError::Busy) if left > 0 => {
                    left -= 1;
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                Err(error) => return Err(error),
            }
        };
        migrations::run(&db, &name).await?;
        Ok(Self { db, at: name })
    }

    /// What an error of the database means to the caller.
    fn failure(&self, error: &sqlx::Error) -> StoreError {
        failure(&self.at, error)
    }
}

fn make_folder_of(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) if folder != Path::new("") => {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder {
                path: folder.to_owned(),
                why: error.to_string(),
            })
        }
        _ => Ok(()),
    }
}

/// Makes an empty file that only its owner may read and write, since names and addresses will be
/// in it; SQLite gives what it keeps beside it the same rights. On Windows the folder's own rights
/// count.
fn make_file(path: &Path) -> Result<(), StoreError> {
    if is_there(path)? {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        // Another program was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Folder {
            path: path.to_owned(),
            why: error.to_string(),
        }),
    }
}

fn is_there(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|error| StoreError::Folder {
        path: path.to_owned(),
        why: error.to_string(),
    })
}
