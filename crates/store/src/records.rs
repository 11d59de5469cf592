//! Who looked at rows about single children, and who came: records that are only added to. Triggers
//! of the tables refuse anything else.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::error::StoreError;
use crate::statement::Bind::{Maybe, Text, Whole};
use crate::statement::text_of;

const ADD_LOOK: &str = "INSERT INTO looks (person, looked_at, what, snapshot, cases) \
     VALUES ($1, $2, $3, $4, $5)";

const LOOKS: &str = "SELECT number, person, looked_at, what, snapshot, cases FROM looks \
     WHERE number < $1 ORDER BY number DESC LIMIT $2";

const ADD_TO_TRAIL: &str = "INSERT INTO trail (noted_at, kind, person, about, address) \
     VALUES ($1, $2, $3, $4, $5)";

const TRAIL: &str = "SELECT number, noted_at, kind, person, about, address FROM trail \
     WHERE number < $1 ORDER BY number DESC LIMIT $2";

/// A look at rows about single children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    /// Its place in the record. What is to be added has none yet, and this is not read then.
    pub number: i64,
    /// Who looked.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// At what.
    pub what: String,
    /// Of which snapshot.
    pub snapshot: String,
    /// How many rows.
    pub cases: u64,
}

/// Something that happened about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRow {
    /// Its place in the record. What is to be added has none yet, and this is not read then.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// What, in the caller's word.
    pub kind: String,
    /// Who did it.
    pub person: Option<PersonId>,
    /// To whom, where it was another.
    pub about: Option<PersonId>,
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
        let at = text_of(look.at);
        self.execute(
            ADD_LOOK,
            &[
                Text(look.person.as_str()),
                Text(&at),
                Text(&look.what),
                Text(&look.snapshot),
                Whole(i64::try_from(look.cases).unwrap_or(i64::MAX)),
            ],
        )
        .await?;
        Ok(())
    }

    /// So many looks before a number, the last first; from the end where none is given.
    pub async fn looks(&self, before: Option<i64>, limit: u32) -> Result<Vec<LookRow>, StoreError> {
        let rows = self
            .rows::<LookColumns>(LOOKS, &[place(before), Whole(i64::from(limit))])
            .await?;
        rows.into_iter().map(|row| self.look_of(row)).collect()
    }

    fn look_of(&self, row: LookColumns) -> Result<LookRow, StoreError> {
        let (number, person, at, what, snapshot, cases) = row;
        Ok(LookRow {
            number,
            person: self.read(&person, "who looked at rows")?,
            at: self.read(&at, "when somebody looked at rows")?,
            what,
            snapshot,
            cases: u64::try_from(cases).unwrap_or_default(),
        })
    }

    /// Adds to the trail; the number is given by the store.
    pub async fn add_to_trail(&self, entry: &TrailRow) -> Result<(), StoreError> {
        let at = text_of(entry.at);
        self.execute(
            ADD_TO_TRAIL,
            &[
                Text(&at),
                Text(&entry.kind),
                Maybe(entry.person.as_ref().map(PersonId::as_str)),
                Maybe(entry.about.as_ref().map(PersonId::as_str)),
                Maybe(entry.address.as_deref()),
            ],
        )
        .await?;
        Ok(())
    }

    /// So much of the trail before a number, the last first; from the end where none is given.
    pub async fn trail(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<TrailRow>, StoreError> {
        let rows = self
            .rows::<TrailColumns>(TRAIL, &[place(before), Whole(i64::from(limit))])
            .await?;
        rows.into_iter().map(|row| self.trail_of(row)).collect()
    }

    fn trail_of(&self, row: TrailColumns) -> Result<TrailRow, StoreError> {
        let (number, at, kind, person, about, address) = row;
        const WHO: &str = "who is named in the trail";
        Ok(TrailRow {
            number,
            at: self.read(&at, "a time in the trail")?,
            kind,
            person: self.read_maybe(person.as_deref(), WHO)?,
            about: self.read_maybe(about.as_deref(), WHO)?,
            address,
        })
    }
}

/// Where to read on from; no record reaches the end of the numbers.
fn place(before: Option<i64>) -> crate::statement::Bind<'static> {
    Whole(before.unwrap_or(i64::MAX))
}
