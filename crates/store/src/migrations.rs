//! Making the tables, and bringing older ones up to date. A migration that was released is never
//! changed: a later one follows it.

use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};
use waymark_plan::ledger::chain::Head;

use crate::db::{Db, on_db};
use crate::error::{StoreError, failure};

/// Version, name and SQL of each migration, in order.
type Steps = &'static [(i64, &'static str, &'static str)];

const SQLITE: Steps = &[
    (
        1,
        "ledger",
        include_str!("../migrations/sqlite/0001_ledger.sql"),
    ),
    (
        2,
        "accounts",
        include_str!("../migrations/sqlite/0002_accounts.sql"),
    ),
];

const POSTGRES: Steps = &[
    (
        1,
        "ledger",
        include_str!("../migrations/postgres/0001_ledger.sql"),
    ),
    (
        2,
        "accounts",
        include_str!("../migrations/postgres/0002_accounts.sql"),
    ),
];

/// The end of a log without events. Its hash comes from the chain's own code. Where there are
/// events, a missing end is damage, and is not made good in silence.
const FIRST_HEAD: &str = "INSERT INTO ledger_head (one, seq, hash) \
     SELECT 1, 0, $1 WHERE NOT EXISTS (SELECT 1 FROM ledger) ON CONFLICT (one) DO NOTHING";

/// What was applied, as the migrator notes it.
const APPLIED: &str =
    "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";

/// Makes what is missing. Several programs may do this at once. Where nothing is missing, nothing
/// is written and no lock is taken, so that whoever may only read can look.
pub(crate) async fn run(db: &Db, at: &str) -> Result<(), StoreError> {
    let wrong = |error: sqlx::Error| failure(at, &error);
    if is_up_to_date(db).await {
        return Ok(());
    }
    let origin = Head::origin().hash.to_string();
    match db {
        Db::Lite(pool) => {
            // The migrator takes no lock of its own on SQLite; this transaction is the lock.
            let mut tx = pool.begin_with(db.begin()).await.map_err(wrong)?;
            apply(SQLITE, &mut *tx, at).await?;
            sqlx::query(FIRST_HEAD)
                .bind(origin)
                .execute(&mut *tx)
                .await
                .map_err(wrong)?;
            tx.commit().await.map_err(wrong)
        }
        Db::Pg(pool) => {
            let mut connection = pool.acquire().await.map_err(wrong)?;
            apply(POSTGRES, &mut *connection, at).await?;
            sqlx::query(FIRST_HEAD)
                .bind(origin)
                .execute(&mut *connection)
                .await
                .map_err(wrong)?;
            Ok(())
        }
    }
}

/// Whether every step, and no other, was applied as it is.
async fn is_up_to_date(db: &Db) -> bool {
    let steps = match db {
        Db::Lite(_) => SQLITE,
        Db::Pg(_) => POSTGRES,
    };
    // A database without the table has had none; one that cannot be read says so soon enough.
    let applied = on_db!(db, |pool| {
        sqlx::query_as::<_, (i64, Vec<u8>)>(APPLIED)
            .fetch_all(pool)
            .await
    });
    let migrator = migrator(steps);
    let wanted = migrator
        .iter()
        .map(|step| (step.version, step.checksum.to_vec()));
    applied.is_ok_and(|applied| wanted.eq(applied))
}

/// `Migrator::run` would do, but its future is not `Send` when it is given a connection, and the
/// store is opened from tasks too.
async fn apply<C: Migrate>(steps: Steps, connection: &mut C, at: &str) -> Result<(), StoreError> {
    let migrator = migrator(steps);
    migrator
        .run_direct(None, connection, false)
        .await
        .map_err(|error| refused(steps, at, error))
}

fn migrator(steps: Steps) -> Migrator {
    let migrations = steps
        .iter()
        .map(|&(version, name, sql)| {
            // The same text on every system, whatever line endings git gives the files: its
            // checksum is kept in the database.
            let sql = AssertSqlSafe(sql.replace("\r\n", "\n")).into_sql_str();
            Migration::new(version, name.into(), MigrationType::Simple, sql, false)
        })
        .collect();
    Migrator::with_migrations(migrations)
}

fn refused(steps: Steps, at: &str, error: MigrateError) -> StoreError {
    let latest = steps.last().map_or(0, |&(version, ..)| version);
    let at = at.to_owned();
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            failure(&at, &error)
        }
        MigrateError::VersionMissing(version) if version > latest => {
            StoreError::Newer { at, version }
        }
        MigrateError::VersionMissing(version)
        | MigrateError::VersionMismatch(version)
        | MigrateError::Dirty(version) => StoreError::OtherTables { at, version },
        other => StoreError::Failed {
            at,
            why: other.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use sqlx::postgres::PgConnectOptions;
    use sqlx::{ConnectOptions, Connection, PgConnection};

    use super::*;
    use crate::Store;

    #[test]
    fn both_engines_have_the_same_migrations_in_order() {
        let named = |steps: Steps| {
            steps
                .iter()
                .map(|&(version, name, _)| (version, name))
                .collect::<Vec<_>>()
        };
        assert_eq!(named(SQLITE), named(POSTGRES));
        let versions: Vec<i64> = SQLITE.iter().map(|&(version, ..)| version).collect();
        assert!(versions.iter().copied().eq(1..=versions.len() as i64));
    }

    /// A store as the first released version left it, with a person and a head in it.
    async fn of_the_first_version(db: &Db) {
        match db {
            Db::Lite(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                apply(&SQLITE[..1], &mut *connection, "").await.unwrap();
            }
            Db::Pg(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                apply(&POSTGRES[..1], &mut *connection, "").await.unwrap();
            }
        }
        for sql in [
            "INSERT INTO people (number, name) VALUES (1, 'Made-up One')",
            "INSERT INTO people (number, erased_on) VALUES (2, '2018-02-01')",
            "INSERT INTO ledger_head (one, seq, hash) VALUES (1, 7, 'kept')",
        ] {
            on_db!(db, |pool| sqlx::query(sql).execute(pool).await.map(|_| ())).unwrap();
        }
    }

    async fn is_brought_up_to_date(db: Db) {
        of_the_first_version(&db).await;
        run(&db, "the place").await.unwrap();
        assert!(is_up_to_date(&db).await);
        let store = Store {
            db,
            at: "the place".to_owned(),
        };
        let heads = store.rows::<(i64, String)>("SELECT seq, hash FROM ledger_head", &[]);
        assert_eq!(heads.await.unwrap(), [(7, "kept".to_owned())]);
        assert_eq!(store.people().await.unwrap().len(), 2);
        let one = "P1".parse().unwrap();
        store.make_account(&one, "stamp").await.unwrap();
        assert!(store.account(&one).await.unwrap().is_some());
        store.close().await;
    }

    #[tokio::test]
    async fn a_store_of_the_first_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.db");
        is_brought_up_to_date(Db::sqlite(&path, true).await.unwrap()).await;

        let Some(server) = waymark_testkit::postgres_server() else {
            return;
        };
        let name = format!("waymark_first_{}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.unwrap();
        for sql in [
            format!("DROP DATABASE IF EXISTS {name}"),
            format!("CREATE DATABASE {name}"),
        ] {
            let sql = sqlx::raw_sql(AssertSqlSafe(sql));
            sql.execute(&mut connection).await.unwrap();
        }
        let options: PgConnectOptions = server.parse().unwrap();
        let url = options.database(&name).to_url_lossy();
        is_brought_up_to_date(Db::postgres(url.as_str()).await.unwrap()).await;
    }
}
