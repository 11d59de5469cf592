//! The two engines, and how connections to them are set up. No SQL about tables.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

/// How many rows wait between the thread that reads SQLite and the one that decodes: the log is
/// read as a whole, and each wait of one for the other costs more than the row.
const ROWS_WAITING: usize = 1000;

/// A server may answer a commit before it is on disk, and lose it in a power cut. Where it does,
/// this session asks for the disk; where it waits for more than that, it is left as it is.
const COMMIT_TO_DISK: &str = "SELECT set_config('synchronous_commit', 'on', false) \
     WHERE current_setting('synchronous_commit') = 'off'";

/// Connections to either engine.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// SQLite.
    Lite(SqlitePool),
    /// PostgreSQL.
    Pg(PgPool),
}

/// Runs the same code on either engine: `on_db!(&store.db, |pool| …)`.
macro_rules! on_db {
    ($db:expr, |$pool:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Lite($pool) => $body,
            $crate::db::Db::Pg($pool) => $body,
        }
    };
}
pub(crate) use on_db;

impl Db {
    /// Connects to a file of SQLite; makes it where `make` says so.
    pub(crate) async fn sqlite(path: &Path, make: bool) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(make)
            // Readers do not wait for a writer, nor a writer for readers.
            .journal_mode(SqliteJournalMode::Wal)
            // With a write-ahead log anything less keeps the file sound, but a commit that was
            // acknowledged may be gone after a power cut. The log of decisions may not lose any.
            .synchronous(SqliteSynchronous::Full)
            // Apple's systems answer before the disk has written, unless asked by this name.
            .pragma("fullfsync", "ON")
            // The name of a person who was erased does not stay in the file's unused parts.
            .pragma("secure_delete", "ON")
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .row_buffer_size(ROWS_WAITING);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options)
            .await?;
        Ok(Self::Lite(pool))
    }

    /// Connects to a database of PostgreSQL.
    pub(crate) async fn postgres(url: &str) -> Result<Self, sqlx::Error> {
        let mut options: PgConnectOptions = url.parse()?;
        if options.get_application_name().is_none() {
            options = options.application_name("waymark");
        }
        let pool = PgPoolOptions::new()
            .max_connections(5)
            .acquire_timeout(Duration::from_secs(10))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::query(COMMIT_TO_DISK).execute(connection).await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        Ok(Self::Pg(pool))
    }

    /// How a transaction that writes begins.
    ///
    /// SQLite takes the right to write at once: one that takes it later fails where another has
    /// written in between, instead of waiting. PostgreSQL sees, at each statement, what others
    /// have written until then, whatever the server's own choice is: who waited for the head of
    /// the ledger must see where it stands now.
    pub(crate) fn begin(&self) -> &'static str {
        match self {
            Self::Lite(_) => "BEGIN IMMEDIATE",
            Self::Pg(_) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }
}
