//! The people: the only place that holds names and addresses. The log knows them by their ids, so
//! erasing a person here leaves it as it is.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_plan::PersonId;

use crate::Store;
use crate::db::{Db, on_db};
use crate::error::{StoreError, Trouble, trouble};

const ADD: &str = "INSERT INTO people (number, name, post, email, phone, added_at) \
     SELECT COALESCE(MAX(number), 0) + 1, $1, $2, $3, $4, $5 FROM people RETURNING number";

const CHANGE: &str = "UPDATE people SET name = $1, post = $2, email = $3, phone = $4 \
     WHERE number = $5 AND erased_on IS NULL";

const ERASE: &str = "UPDATE people \
     SET name = NULL, post = NULL, email = NULL, phone = NULL, added_at = NULL, erased_on = $1 \
     WHERE number = $2 AND erased_on IS NULL";

const LIST: &str = "SELECT number, name, post, email, phone, erased_on FROM people ORDER BY number";

const VERSION: &str = "SELECT version FROM people_version";

const ONE: &str = "SELECT number, erased_on FROM people WHERE number = $1";

/// How often a number is asked for again where another program took it first. Each time somebody
/// else was served, so no number of people that a council employs reaches it.
const TRIES: u32 = 1000;

/// What is kept about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// The post that the person holds, or the body that the person speaks for.
    pub post: String,
    /// Where reminders go.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
}

/// A person as the store knows them. Where they were erased, only the id and the day are left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id, such as `P7`, by which the log knows the person.
    pub id: PersonId,
    /// The name.
    pub name: Option<String>,
    /// The post that the person holds, or the body that the person speaks for.
    pub post: Option<String>,
    /// Where reminders go.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// The day that the person was erased on.
    pub erased_on: Option<Date>,
}

/// A row of `people`.
type PersonRow = (
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Adds a person and gives their id: the next number, which was nobody's before.
    pub async fn add_person(
        &self,
        person: &NewPerson,
        at: Timestamp,
    ) -> Result<PersonId, StoreError> {
        for _ in 0..TRIES {
            if let Some(number) = self.try_add(person, at).await? {
                return Ok(id_of(number));
            }
        }
        Err(StoreError::Busy)
    }

    /// `None` where another took the same number first.
    async fn try_add(&self, person: &NewPerson, at: Timestamp) -> Result<Option<i64>, StoreError> {
        let begin = self.db.begin();
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            let added = sqlx::query_as::<_, (i64,)>(ADD)
                .bind(person.name.as_str())
                .bind(person.post.as_str())
                .bind(person.email.as_deref())
                .bind(person.phone.as_deref())
                .bind(format!("{at:.6}"))
                .fetch_one(&mut *tx)
                .await;
            match added {
                Ok((number,)) => {
                    tx.commit().await.map_err(|_| StoreError::Unsure)?;
                    Ok(Some(number))
                }
                Err(error) => {
                    tx.rollback().await.ok();
                    match trouble(&error) {
                        Trouble::Twice => Ok(None),
                        _ => Err(self.failure(&error)),
                    }
                }
            }
        })
    }

    /// Puts what is kept about a person in the place of what was.
    pub async fn change_person(&self, id: &PersonId, person: &NewPerson) -> Result<(), StoreError> {
        let number = number_of(id).ok_or_else(|| no_such(id))?;
        let changed = on_db!(&self.db, |pool| {
            sqlx::query(CHANGE)
                .bind(person.name.as_str())
                .bind(person.post.as_str())
                .bind(person.email.as_deref())
                .bind(person.phone.as_deref())
                .bind(number)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))?;
        if changed > 0 {
            return Ok(());
        }
        if self.is_known(number).await? {
            Err(StoreError::Erased { id: id.clone() })
        } else {
            Err(no_such(id))
        }
    }

    /// All people, by number, with those who were erased.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, PersonRow>(LIST).fetch_all(pool).await
        })
        .map_err(|error| self.failure(&error))?;
        rows.into_iter().map(|row| self.person(row)).collect()
    }

    /// Erases what is kept about a person; the id stays, for the log names it, and is not given
    /// to another. Who was erased before stays erased on that day. With the person go, in the same
    /// transaction, their account, what it is signed in with, its sessions and its tokens: a trigger
    /// of the table sees to it.
    ///
    /// SQLite overwrites what was there. A PostgreSQL server does so when it next vacuums the
    /// table, and its own backups and logs are for those who run it.
    pub async fn erase_person(&self, id: &PersonId, on: Date) -> Result<(), StoreError> {
        let number = number_of(id).ok_or_else(|| no_such(id))?;
        let erased = on_db!(&self.db, |pool| {
            sqlx::query(ERASE)
                .bind(on.to_string())
                .bind(number)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))?;
        if erased == 0 && !self.is_known(number).await? {
            return Err(no_such(id));
        }
        if let Db::Lite(pool) = &self.db {
            // The write-ahead log still has the page as it was before; this empties it. Where a
            // reader hinders it, closing the store or the next checkpoint does the same, so that
            // the erasing has not failed.
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(pool)
                .await
                .ok();
        }
        Ok(())
    }

    /// A number that rises whenever somebody is added, changed or erased, by whichever program. Read
    /// it before the people: what changes in between is then seen the next time.
    pub async fn people_version(&self) -> Result<u64, StoreError> {
        let row = self.row::<(i64,)>(VERSION, &[]).await?;
        Ok(row
            .and_then(|(version,)| u64::try_from(version).ok())
            .unwrap_or_default())
    }

    pub(crate) async fn is_known(&self, number: i64) -> Result<bool, StoreError> {
        on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (i64, Option<String>)>(ONE)
                .bind(number)
                .fetch_optional(pool)
                .await
                .map(|row| row.is_some())
        })
        .map_err(|error| self.failure(&error))
    }

    fn person(&self, row: PersonRow) -> Result<Person, StoreError> {
        let (number, name, post, email, phone, erased_on) = row;
        let id = id_of(number);
        let erased_on = erased_on.map(|day| day.parse::<Date>()).transpose();
        Ok(Person {
            erased_on: erased_on.map_err(|_| StoreError::Failed {
                at: self.at.clone(),
                why: format!("the day that person {id} was erased on cannot be read"),
            })?,
            id,
            name,
            post,
            email,
            phone,
        })
    }
}

pub(crate) fn no_such(id: &PersonId) -> StoreError {
    StoreError::NoSuchPerson { id: id.clone() }
}

fn id_of(number: i64) -> PersonId {
    format!("P{number}")
        .parse()
        .expect("a letter and a number are an id")
}

/// The number in an id that the store gave; `None` for any other id.
pub(crate) fn number_of(id: &PersonId) -> Option<i64> {
    let digits = id.as_str().strip_prefix('P')?;
    let is_plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_number_and_back() {
        for number in [1, 7, 1200, i64::MAX] {
            assert_eq!(number_of(&id_of(number)), Some(number));
        }
        for other in ["P", "P0", "P07", "P-1", "Q7", "P7a", "P9223372036854775808"] {
            assert_eq!(number_of(&other.parse().unwrap()), None, "{other}");
        }
    }
}
