//! A changed log is found, and the event that was changed is named.

use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{AssertSqlSafe, SqlitePool};
use waymark_app::{AppError, Ledger, Location, StoreError};
use waymark_plan::ledger::chain::{Broken, Head};

use super::given::{begun, file, note, order};

async fn raw(at: &Location) -> SqlitePool {
    let Location::Sqlite(path) = at else {
        panic!("these tests are about files");
    };
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap();
    // Whoever changes the file can take the triggers away too.
    let triggers: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert!(!triggers.is_empty(), "the log refuses changes by itself");
    for (name,) in triggers {
        sqlx::query(AssertSqlSafe(format!("DROP TRIGGER {name}")))
            .execute(&pool)
            .await
            .unwrap();
    }
    pool
}

/// Which event an error names.
fn named(error: &AppError) -> Option<u64> {
    match error {
        AppError::Broken(Broken::Changed { seq, .. } | Broken::OtherHash { seq }) => Some(*seq),
        AppError::Broken(Broken::Gap { expected, .. }) => Some(*expected),
        AppError::Store(StoreError::Damaged { seq, .. }) => Some(*seq),
        _ => None,
    }
}

#[tokio::test]
async fn every_byte_of_the_log_counts() {
    let (_folder, at) = file();
    begun(&at).await;
    let pool = raw(&at).await;
    let columns = [
        "recorded_at",
        "decided_on",
        "actor",
        "command",
        "kind",
        "body",
        "hash",
    ];
    let mut changed = 0;
    for seq in 1..=10i64 {
        for column in columns {
            let read = AssertSqlSafe(format!("SELECT {column} FROM ledger WHERE seq = $1"));
            let (text,): (String,) = sqlx::query_as(read)
                .bind(seq)
                .fetch_one(&pool)
                .await
                .unwrap();
            let write = format!("UPDATE ledger SET {column} = $1 WHERE seq = $2");
            for at_byte in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                // `begin-2` with its last bit turned would be the id of another command, which the
                // table itself refuses.
                bytes[at_byte] ^= if column == "command" { 16 } else { 1 };
                let Ok(other) = String::from_utf8(bytes) else {
                    continue;
                };
                sqlx::query(AssertSqlSafe(write.clone()))
                    .bind(&other)
                    .bind(seq)
                    .execute(&pool)
                    .await
                    .unwrap();
                let error = Ledger::verify(&at, None).await.unwrap_err();
                let found = named(&error);
                assert_eq!(
                    found,
                    u64::try_from(seq).ok(),
                    "byte {at_byte} of {column} of event {seq}: {error}"
                );
                changed += 1;
            }
            sqlx::query(AssertSqlSafe(write))
                .bind(&text)
                .bind(seq)
                .execute(&pool)
                .await
                .unwrap();
        }
        for column in ["part", "form"] {
            let up = format!("UPDATE ledger SET {column} = {column} + 7 WHERE seq = {seq}");
            let down = format!("UPDATE ledger SET {column} = {column} - 7 WHERE seq = {seq}");
            sqlx::query(AssertSqlSafe(up)).execute(&pool).await.unwrap();
            let error = Ledger::verify(&at, None).await.unwrap_err();
            assert_eq!(named(&error), u64::try_from(seq).ok(), "{column}: {error}");
            sqlx::query(AssertSqlSafe(down))
                .execute(&pool)
                .await
                .unwrap();
        }
    }
    assert!(changed > 1_800, "{changed}");
    Ledger::verify(&at, None).await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_taken_away_or_cut_off_is_named() {
    let (_folder, at) = file();
    let ledger = begun(&at).await;
    let last = ledger.head().seq;
    let pool = raw(&at).await;
    sqlx::query("CREATE TABLE kept AS SELECT * FROM ledger")
        .execute(&pool)
        .await
        .unwrap();
    for seq in 1..=last {
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM ledger WHERE seq = {seq}"
        )))
        .execute(&pool)
        .await
        .unwrap();
        let error = Ledger::verify(&at, None).await.unwrap_err();
        match &error {
            AppError::Broken(Broken::Gap { expected, .. }) => assert_eq!(*expected, seq),
            AppError::Broken(Broken::OtherEnd { noted, found }) => {
                assert_eq!((seq, *noted, *found), (last, last, last - 1));
            }
            other => panic!("event {seq}: {other}"),
        }
        sqlx::query(AssertSqlSafe(format!(
            "INSERT INTO ledger SELECT * FROM kept WHERE seq = {seq}"
        )))
        .execute(&pool)
        .await
        .unwrap();
    }
    Ledger::verify(&at, None).await.unwrap();
}

/// The note of where the log ends is held against the log as well: moved back it would hide what
/// comes after, and it is not made good in silence where it is missing.
#[tokio::test]
async fn a_noted_end_that_is_moved_or_taken_away_is_found() {
    let (_folder, at) = file();
    let ledger = begun(&at).await;
    let last = ledger.head();
    let pool = raw(&at).await;
    for statement in [
        "UPDATE ledger_head SET seq = 4, hash = (SELECT hash FROM ledger WHERE seq = 4)",
        "UPDATE ledger_head SET seq = 12",
        "UPDATE ledger_head SET hash = (SELECT hash FROM ledger WHERE seq = 4)",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
        for error in [
            Ledger::verify(&at, None).await.err().unwrap(),
            Ledger::backup(&at, super::given::now(super::given::DAY))
                .await
                .err()
                .unwrap(),
            Ledger::open_existing(&at).await.err().unwrap(),
        ] {
            assert!(matches!(error, AppError::Broken(_)), "{statement}: {error}");
        }
        sqlx::query("UPDATE ledger_head SET seq = $1, hash = $2")
            .bind(i64::try_from(last.seq).unwrap())
            .bind(last.hash.to_string())
            .execute(&pool)
            .await
            .unwrap();
    }
    Ledger::verify(&at, Some(last)).await.unwrap();
    sqlx::query("DELETE FROM ledger_head")
        .execute(&pool)
        .await
        .unwrap();
    let error = Ledger::verify(&at, None).await.err().unwrap();
    assert!(
        matches!(error, AppError::Store(StoreError::DamagedHead { .. })),
        "{error}"
    );
}

/// Whoever can change the file can make a whole new chain. What was noted elsewhere, such as in a
/// meeting's minutes, tells.
#[tokio::test]
async fn a_chain_that_was_made_anew_is_told_by_an_end_that_was_noted() {
    let (_folder, at) = file();
    let mut ledger = begun(&at).await;
    let noted = ledger.head();
    ledger.give(&order("n-1", note(1, "True."))).await.unwrap();
    Ledger::verify(&at, Some(noted)).await.unwrap();
    Ledger::verify(&at, Some(ledger.head())).await.unwrap();

    let (_other_folder, other) = file();
    let mut forged = begun(&other).await;
    forged.give(&order("n-1", note(1, "False."))).await.unwrap();
    Ledger::verify(&other, None).await.unwrap();
    let told = Ledger::verify(&other, Some(ledger.head()))
        .await
        .unwrap_err();
    assert_eq!(named(&told), Some(ledger.head().seq));
    let longer = Head {
        seq: ledger.head().seq + 5,
        ..ledger.head()
    };
    let cut = Ledger::verify(&other, Some(longer)).await.unwrap_err();
    assert!(matches!(cut, AppError::Broken(Broken::OtherEnd { .. })));
}

#[tokio::test]
async fn a_broken_log_is_not_written_on() {
    let (_folder, at) = file();
    begun(&at).await;
    let pool = raw(&at).await;
    sqlx::query("UPDATE ledger SET body = replace(body, 'Loamshire', 'Other') WHERE seq = 1")
        .execute(&pool)
        .await
        .unwrap();
    let error = Ledger::open_existing(&at).await.err().unwrap();
    assert_eq!(named(&error), Some(1));
    assert!(error.to_string().contains("waymark plan verify"), "{error}");
}
