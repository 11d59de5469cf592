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
    use super::*;

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
}
