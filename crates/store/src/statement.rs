//! Statements with their values, on either engine: one, several in a transaction, and reading rows.
//! No SQL about tables, but for holding a person.

use std::str::FromStr;

use jiff::Timestamp;
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use waymark_plan::PersonId;

use crate::Store;
use crate::db::on_db;
use crate::error::StoreError;
use crate::people::{no_such, number_of};

/// Changes nothing, but holds the row of a person until the transaction ends; changes no row where
/// the person was erased. Who erases takes the same row.
const HOLD: &str = "UPDATE people SET erased_on = NULL WHERE number = $1 AND erased_on IS NULL";

/// A value that goes into a statement.
#[derive(Clone, Copy)]
pub(crate) enum Bind<'a> {
    /// A text.
    Text(&'a str),
    /// A text, or nothing.
    Maybe(Option<&'a str>),
    /// A whole number.
    Whole(i64),
}

/// Binds values to a statement, in order.
macro_rules! bound {
    ($query:expr, $binds:expr) => {{
        let mut query = $query;
        for bind in $binds {
            query = match *bind {
                $crate::statement::Bind::Text(text) => query.bind(text.to_owned()),
                $crate::statement::Bind::Maybe(text) => query.bind(text.map(str::to_owned)),
                $crate::statement::Bind::Whole(number) => query.bind(number),
            };
        }
        query
    }};
}
pub(crate) use bound;

/// A statement of a transaction.
pub(crate) struct Step<'a> {
    sql: &'static str,
    binds: Vec<Bind<'a>>,
    /// Whether the transaction is given up where the statement changes no row.
    must: bool,
}

/// A statement without which the others do not count: it must change a row.
pub(crate) fn must<'a>(sql: &'static str, binds: impl Into<Vec<Bind<'a>>>) -> Step<'a> {
    Step {
        sql,
        binds: binds.into(),
        must: true,
    }
}

/// A statement that may find nothing to change.
pub(crate) fn also<'a>(sql: &'static str, binds: impl Into<Vec<Bind<'a>>>) -> Step<'a> {
    Step {
        sql,
        binds: binds.into(),
        must: false,
    }
}

impl Store {
    /// Runs a statement and gives how many rows it changed.
    pub(crate) async fn execute(
        &self,
        sql: &'static str,
        binds: &[Bind<'_>],
    ) -> Result<u64, StoreError> {
        on_db!(&self.db, |pool| {
            bound!(sqlx::query(sql), binds)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))
    }

    /// Runs statements in one transaction; `false`, and nothing changed, where one that must change
    /// a row did not.
    pub(crate) async fn all_or_none(&self, steps: &[Step<'_>]) -> Result<bool, StoreError> {
        Ok(self.first_that_failed(steps).await?.is_none())
    }

    /// As [`Store::all_or_none`], holding a person first, who must be there.
    pub(crate) async fn all_or_none_about(
        &self,
        person: &PersonId,
        steps: Vec<Step<'_>>,
    ) -> Result<bool, StoreError> {
        let number = number_of(person).ok_or_else(|| no_such(person))?;
        let held = must(HOLD, [Bind::Whole(number)]);
        let steps: Vec<Step<'_>> = std::iter::once(held).chain(steps).collect();
        match self.first_that_failed(&steps).await? {
            None => Ok(true),
            Some(0) if self.is_known(number).await? => {
                Err(StoreError::Erased { id: person.clone() })
            }
            Some(0) => Err(no_such(person)),
            Some(_) => Ok(false),
        }
    }

    async fn first_that_failed(&self, steps: &[Step<'_>]) -> Result<Option<usize>, StoreError> {
        let begin = self.db.begin();
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            for (at, step) in steps.iter().enumerate() {
                let done = bound!(sqlx::query(step.sql), &step.binds)
                    .execute(&mut *tx)
                    .await
                    .map_err(|error| self.failure(&error))?;
                if step.must && done.rows_affected() == 0 {
                    tx.rollback().await.ok();
                    return Ok(Some(at));
                }
            }
            tx.commit().await.map_err(|_| StoreError::Unsure)?;
            Ok(None)
        })
    }

    /// Reads rows.
    pub(crate) async fn rows<T>(
        &self,
        sql: &'static str,
        binds: &[Bind<'_>],
    ) -> Result<Vec<T>, StoreError>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        on_db!(&self.db, |pool| {
            bound!(sqlx::query_as::<_, T>(sql), binds)
                .fetch_all(pool)
                .await
        })
        .map_err(|error| self.failure(&error))
    }

    /// Reads the first row, where there is one.
    pub(crate) async fn row<T>(
        &self,
        sql: &'static str,
        binds: &[Bind<'_>],
    ) -> Result<Option<T>, StoreError>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(self.rows(sql, binds).await?.into_iter().next())
    }

    /// What a text says that this room wrote. `what` is for the message where it says nothing.
    pub(crate) fn read<T: FromStr>(&self, text: &str, what: &str) -> Result<T, StoreError> {
        text.parse().map_err(|_| StoreError::Failed {
            at: self.at.clone(),
            why: format!("{what} cannot be read"),
        })
    }

    /// As [`Store::read`], where there may be none.
    pub(crate) fn read_maybe<T: FromStr>(
        &self,
        text: Option<&str>,
        what: &str,
    ) -> Result<Option<T>, StoreError> {
        text.map(|text| self.read(text, what)).transpose()
    }
}

/// A time as it is kept: a text in UTC to the microsecond, whose order is that of time.
pub(crate) fn text_of(at: Timestamp) -> String {
    format!("{at:.6}")
}
