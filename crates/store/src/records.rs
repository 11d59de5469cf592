//! Who looked at rows about single children, and who came: records that are only added to.

use waymark_plan::PersonId;

use crate::Store;
use crate::accounts::Bind::{Text, Whole};
use crate::db::on_db;
use crate::error::StoreError;

/// A look at rows about single children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    /// Its place in the record.
    pub number: i64,
    /// Who looked.
    pub person: String,
    /// When.
    pub at: String,
    /// At what.
    pub what: String,
    /// Of which snapshot.
    pub snapshot: String,
    /// How many rows.
    pub cases: i64,
}

/// Something that happened about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRow {
    /// Its place in the record.
    pub number: i64,
    /// When.
    pub at: String,
    /// What.
    pub kind: String,
    /// Who did it.
    pub person: Option<String>,
    /// To whom, where it was another.
    pub about: Option<String>,
    /// From where.
    pub address: Option<String>,
}

type LookColumns = (i64, String, String, String, String, i64);
type TrailColumns = (
    i64,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Adds a look; its number is given by the store.
    pub async fn add_look(&self, look: &LookRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO looks (person, at, what, snapshot, cases) VALUES ($1, $2, $3, $4, $5)",
            &[
                Text(&look.person),
                Text(&look.at),
                Text(&look.what),
                Text(&look.snapshot),
                Whole(look.cases),
            ],
        )
        .await?;
        Ok(())
    }

    /// So many looks before a number, the last first.
    pub async fn look_rows(&self, before: i64, limit: i64) -> Result<Vec<LookRow>, StoreError> {
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, LookColumns>(
                "SELECT number, person, at, what, snapshot, cases FROM looks \
                 WHERE number < $1 ORDER BY number DESC LIMIT $2",
            )
            .bind(before)
            .bind(limit)
            .fetch_all(pool)
            .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(rows
            .into_iter()
            .map(|row| LookRow {
                number: row.0,
                person: row.1,
                at: row.2,
                what: row.3,
                snapshot: row.4,
                cases: row.5,
            })
            .collect())
    }

    /// Adds to the trail; its number is given by the store.
    pub async fn add_to_trail(
        &self,
        at: &str,
        kind: &str,
        person: Option<&PersonId>,
        about: Option<&PersonId>,
        address: Option<&str>,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO trail (at, kind, person, about, address) VALUES ($1, $2, $3, $4, $5)",
            &[
                Text(at),
                Text(kind),
                Self::maybe(person.map(PersonId::as_str)),
                Self::maybe(about.map(PersonId::as_str)),
                Self::maybe(address),
            ],
        )
        .await?;
        Ok(())
    }

    /// So much of the trail before a number, the last first.
    pub async fn trail_rows(&self, before: i64, limit: i64) -> Result<Vec<TrailRow>, StoreError> {
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, TrailColumns>(
                "SELECT number, at, kind, person, about, address FROM trail \
                 WHERE number < $1 ORDER BY number DESC LIMIT $2",
            )
            .bind(before)
            .bind(limit)
            .fetch_all(pool)
            .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(rows
            .into_iter()
            .map(|row| TrailRow {
                number: row.0,
                at: row.1,
                kind: row.2,
                person: row.3,
                about: row.4,
                address: row.5,
            })
            .collect())
    }
}
