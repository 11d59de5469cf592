//! Empty places for stores, on either engine, and records to put there.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tempfile::TempDir;
use waymark_plan::ledger::chain::{Draft, Head, Record};
use waymark_store::{Location, Store};

/// Runs each of the named functions on SQLite, and on PostgreSQL where there is one.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(&crate::place::Place::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match crate::place::Place::postgres().await {
                    Some(place) => super::$name(&place).await,
                    None => eprintln!("skipped: no PostgreSQL is there"),
                }
            }
        }
    )+};
}

/// A place with no store yet.
pub struct Place {
    pub at: Location,
    /// Holds the folder of a file for as long as the place is used.
    _folder: Option<TempDir>,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

impl Place {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            at: Location::Sqlite(folder.path().join("of the plan").join("plan.db")),
            _folder: Some(folder),
        }
    }

    pub async fn postgres() -> Option<Self> {
        let server = waymark_testkit::postgres_server()?;
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("waymark_test_{}_{number}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        for sql in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name}"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(sql))
                .execute(&mut connection)
                .await
                .unwrap();
        }
        connection.close().await.unwrap();
        let options: PgConnectOptions = server.parse().unwrap();
        let url = options.database(&name).to_url_lossy();
        Some(Self {
            at: Location::Postgres(url.to_string()),
            _folder: None,
        })
    }

    /// Another place on the same engine.
    pub async fn another(&self) -> Self {
        match self.at {
            Location::Sqlite(_) => Self::sqlite(),
            Location::Postgres(_) => Self::postgres().await.unwrap(),
        }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.at).await.unwrap()
    }

    /// The path of a SQLite file.
    pub fn path(&self) -> &Path {
        match &self.at {
            Location::Sqlite(path) => path,
            Location::Postgres(_) => panic!("the place is no file"),
        }
    }

    /// Runs a statement behind the store's back; gives the number of rows that it changed.
    pub async fn run(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.at {
            Location::Sqlite(path) => {
                let options = SqliteConnectOptions::new().filename(path);
                let mut connection = options.connect().await?;
                let done = sqlx::query(sql).execute(&mut connection).await;
                connection.close().await?;
                Ok(done?.rows_affected())
            }
            Location::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await?;
                let done = sqlx::query(sql).execute(&mut connection).await;
                connection.close().await?;
                Ok(done?.rows_affected())
            }
        }
    }
}

/// The files that SQLite keeps for a database.
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    [path.to_owned(), beside("-wal"), beside("-journal")]
        .into_iter()
        .filter(|path| path.exists())
        .collect()
}

/// The events of one command, sealed upon a head. The body of each names its place.
pub fn sealed(before: Head, command: &str, count: u16) -> Vec<Record> {
    let mut head = before;
    (0..count)
        .map(|part| {
            let record = Record::seal(
                head,
                Draft {
                    recorded_at: "2017-09-25T10:30:00.25Z".parse().unwrap(),
                    on: "2017-09-25".parse().unwrap(),
                    actor: "P1".parse().unwrap(),
                    command: command.parse().unwrap(),
                    part,
                    kind: "aim-set".to_owned(),
                    form: 1,
                    body: format!("{{\"place\":\"no. {} \u{2013} \u{a3}\"}}", head.seq + 1),
                },
            );
            head = record.head();
            record
        })
        .collect()
}
