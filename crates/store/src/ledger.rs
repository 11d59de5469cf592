//! The log: where it ends, reading it, adding to it. Records come sealed and leave as they stand;
//! what they say, and whether the chain holds, is `waymark-plan`'s to judge.

use sqlx::{ColumnIndex, Database, Decode, Encode, QueryBuilder, Row, Type};
use waymark_plan::ledger::chain::{self, CommandId, Hash, Head, Record};

use crate::Store;
use crate::db::on_db;
use crate::error::{StoreError, Trouble, trouble};

const HEAD: &str = "SELECT seq, hash FROM ledger_head";

/// Takes the head from where it was expected to stand, and holds it until the transaction ends.
/// Changes no row where the head has moved on.
pub(crate) const MOVE_HEAD: &str =
    "UPDATE ledger_head SET seq = $1, hash = $2 WHERE seq = $3 AND hash = $4";

const READ: &str = "SELECT seq, recorded_at, decided_on, actor, command, part, kind, form, body, hash \
     FROM ledger WHERE seq > $1 ORDER BY seq";

const READ_ONE: &str = "SELECT recorded_at, body, hash FROM ledger WHERE seq = $1";

const LAST_OF_COMMAND: &str = "SELECT MAX(seq) FROM ledger WHERE command = $1";

/// How many records go into one statement: ten values each stay far below what the engines take
/// (32,766 and 65,535), and ten thousand records take twenty round trips.
pub(crate) const RECORDS_AT_ONCE: usize = 500;

/// What became of records that were to be appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// They are written, on disk, and the log ends here now.
    Written(Head),
    /// Others have written: the log ends here and not where it was expected to. Nothing was
    /// written now. Read on, decide again, and append to this end.
    MovedOn(Head),
    /// This giving of the command was written before, and nothing was written now.
    AlreadyThere {
        /// The place of the command's last event.
        last_seq: u64,
    },
}

/// How an attempt to write ended.
enum Attempt {
    Written,
    HeadHasMoved,
    CommandIsThere,
}

impl Store {
    /// Where the log ends. Read it before the records when both are wanted: what is then added in
    /// between lies behind it.
    pub async fn head(&self) -> Result<Head, StoreError> {
        let damaged = || StoreError::DamagedHead {
            at: self.at.clone(),
        };
        let read = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (i64, String)>(HEAD)
                .fetch_optional(pool)
                .await
        });
        let (seq, hash) = match read {
            Ok(row) => row.ok_or_else(damaged)?,
            Err(sqlx::Error::ColumnDecode { .. }) => return Err(damaged()),
            Err(error) => return Err(self.failure(&error)),
        };
        Ok(Head {
            seq: u64::try_from(seq).map_err(|_| damaged())?,
            hash: hash.parse::<Hash>().map_err(|_| damaged())?,
        })
    }

    /// The records after a place, in order; all of them after 0.
    ///
    /// What was changed behind Waymark's back comes as it stands where it is still a record, so
    /// that following the chain names it. What is none any more is [`StoreError::Damaged`].
    pub async fn records_after(&self, seq: u64) -> Result<Vec<Record>, StoreError> {
        let places = seq.saturating_add(1)..;
        let read = on_db!(&self.db, |pool| {
            sqlx::query(READ)
                .bind(whole(seq))
                .fetch_all(pool)
                .await
                .map(|rows| {
                    rows.iter()
                        .zip(places)
                        .map(|(row, place)| record(row, place))
                        .collect::<Result<Vec<Record>, StoreError>>()
                })
        });
        match read {
            Ok(records) => records,
            Err(error) if trouble(&error) == Trouble::Corrupt => {
                Err(self.first_unreadable(seq).await)
            }
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Adds records that were sealed upon `expected`, all or none.
    ///
    /// [`StoreError::Unsure`] says that they may be there or not; the same command, decided again
    /// on the log as it is then, is not written twice.
    pub async fn append(&self, expected: Head, records: &[Record]) -> Result<Appended, StoreError> {
        let end = chain::follow(expected, records).map_err(StoreError::NotSealed)?;
        let Some(first) = records.first() else {
            let head = self.head().await?;
            return Ok(if head == expected {
                Appended::Written(head)
            } else {
                Appended::MovedOn(head)
            });
        };
        match self.write(expected, end, records).await? {
            Attempt::Written => Ok(Appended::Written(end)),
            Attempt::HeadHasMoved => match self.last_of_commands(records).await? {
                Some(last_seq) => Ok(Appended::AlreadyThere { last_seq }),
                None => Ok(Appended::MovedOn(self.head().await?)),
            },
            Attempt::CommandIsThere => match self.last_of_commands(records).await? {
                Some(last_seq) => Ok(Appended::AlreadyThere { last_seq }),
                // An event stands behind the noted end of the log.
                None => Err(StoreError::Damaged {
                    seq: first.seq,
                    what: "its place, which was noted as free,",
                }),
            },
        }
    }

    async fn write(
        &self,
        expected: Head,
        end: Head,
        records: &[Record],
    ) -> Result<Attempt, StoreError> {
        let begin = self.db.begin();
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            let moved = sqlx::query(MOVE_HEAD)
                .bind(whole(end.seq))
                .bind(end.hash.to_string())
                .bind(whole(expected.seq))
                .bind(expected.hash.to_string())
                .execute(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?
                .rows_affected();
            if moved == 0 {
                // Where this fails the connection is gone, and the transaction with it.
                tx.rollback().await.ok();
                return Ok(Attempt::HeadHasMoved);
            }
            for chunk in records.chunks(RECORDS_AT_ONCE) {
                let mut insertion = insertion(chunk);
                if let Err(error) = insertion.build().execute(&mut *tx).await {
                    tx.rollback().await.ok();
                    return match trouble(&error) {
                        Trouble::Twice => Ok(Attempt::CommandIsThere),
                        _ => Err(self.failure(&error)),
                    };
                }
            }
            tx.commit().await.map_err(|_| StoreError::Unsure)?;
            Ok(Attempt::Written)
        })
    }

    /// The place of the last event of the first of the records' commands that is in the log.
    async fn last_of_commands(&self, records: &[Record]) -> Result<Option<u64>, StoreError> {
        let mut asked = None;
        for record in records {
            if asked == Some(&record.command) {
                continue;
            }
            asked = Some(&record.command);
            if let Some(last) = self.last_of(&record.command).await? {
                return Ok(Some(last));
            }
        }
        Ok(None)
    }

    /// The place of the last event that this giving of a command wrote; none where it wrote none.
    pub async fn last_of_command(&self, id: &CommandId) -> Result<Option<u64>, StoreError> {
        self.last_of(id.as_str()).await
    }

    async fn last_of(&self, command: &str) -> Result<Option<u64>, StoreError> {
        let (last,) = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (Option<i64>,)>(LAST_OF_COMMAND)
                .bind(command)
                .fetch_one(pool)
                .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(last.map(|last| u64::try_from(last).unwrap_or_default()))
    }

    /// Where the database finds its own files damaged: the first event that it cannot give.
    async fn first_unreadable(&self, after: u64) -> StoreError {
        let mut seq = after.saturating_add(1);
        while self.is_readable(seq).await {
            seq += 1;
        }
        StoreError::Damaged {
            seq,
            what: "the part of the database that holds it",
        }
    }

    async fn is_readable(&self, seq: u64) -> bool {
        on_db!(&self.db, |pool| {
            sqlx::query(READ_ONE)
                .bind(whole(seq))
                .fetch_optional(pool)
                .await
                .is_ok_and(|row| row.is_some())
        })
    }
}

/// A place as the databases hold it. No log reaches the end of their numbers.
pub(crate) fn whole(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// The statement that writes some records.
pub(crate) fn insertion<DB>(records: &[Record]) -> QueryBuilder<DB>
where
    DB: Database,
    i64: for<'t> Encode<'t, DB> + Type<DB>,
    for<'t> &'t str: Encode<'t, DB> + Type<DB>,
{
    let mut insertion = QueryBuilder::new(
        "INSERT INTO ledger \
         (seq, recorded_at, decided_on, actor, command, part, kind, form, body, hash) ",
    );
    insertion.push_values(records, |mut row, record| {
        let hash = record.hash.to_string();
        row.push_bind(whole(record.seq))
            .push_bind(record.recorded_at.as_str())
            .push_bind(record.on.as_str())
            .push_bind(record.actor.as_str())
            .push_bind(record.command.as_str())
            .push_bind(i64::from(record.part))
            .push_bind(record.kind.as_str())
            .push_bind(i64::from(record.form))
            .push_bind(record.body.as_str())
            .push_bind(hash.as_str());
    });
    insertion
}

/// A row of [`READ`], column by column, so that what cannot be read is named with its event.
/// `place` is where the row stands in the order, for one whose own place cannot be read.
fn record<R>(row: &R, place: u64) -> Result<Record, StoreError>
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: for<'r> Decode<'r, R::Database> + Type<R::Database>,
    String: for<'r> Decode<'r, R::Database> + Type<R::Database>,
{
    let seq = row
        .try_get::<i64, usize>(0)
        .ok()
        .and_then(|seq| u64::try_from(seq).ok())
        .ok_or(StoreError::Damaged {
            seq: place,
            what: "its place",
        })?;
    let damaged = |what: &'static str| StoreError::Damaged { seq, what };
    let text = |column: usize, what: &'static str| {
        row.try_get::<String, usize>(column)
            .map_err(|_| damaged(what))
    };
    let number = |column: usize, what: &'static str| {
        row.try_get::<i64, usize>(column)
            .ok()
            .and_then(|number| u16::try_from(number).ok())
            .ok_or_else(|| damaged(what))
    };
    Ok(Record {
        seq,
        recorded_at: text(1, "when it was recorded")?,
        on: text(2, "the day of the decision")?,
        actor: text(3, "who gave the command")?,
        command: text(4, "the command's id")?,
        part: number(5, "its part of the command")?,
        kind: text(6, "its kind")?,
        form: number(7, "its form")?,
        body: text(8, "its body")?,
        hash: text(9, "its hash")?
            .parse::<Hash>()
            .map_err(|_| damaged("its hash"))?,
    })
}
