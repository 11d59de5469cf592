//! The reminders: what was sent to whom, so that nothing is sent twice however many programs send.
//! What a reminder says, and when one is due, is decided elsewhere.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use waymark_plan::PersonId;

use crate::Store;
use crate::db::on_db;
use crate::error::StoreError;

const CLAIM: &str = "INSERT INTO reminders (key, person, claimed_at) VALUES ($1, $2, $3) \
     ON CONFLICT (key, person) DO NOTHING";

/// A reminder that was confirmed before keeps its first time.
const CONFIRM: &str = "UPDATE reminders SET confirmed_at = COALESCE(confirmed_at, $1) \
     WHERE key = $2 AND person = $3";

const RELEASE: &str =
    "DELETE FROM reminders WHERE key = $1 AND person = $2 AND confirmed_at IS NULL";

const LIST: &str = "SELECT key, person, claimed_at, confirmed_at FROM reminders";

/// A reminder that somebody sends, or has sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// What it is about.
    pub key: String,
    /// Whom it goes to.
    pub person: PersonId,
    /// When a program took it upon itself to send it, as text in UTC to the microsecond.
    pub claimed_at: String,
    /// When the mail server had taken it, likewise. Where there is none, the program that claimed
    /// it is sending it, or died over it.
    pub confirmed_at: Option<String>,
}

/// A row of `reminders`.
type ReminderRow = (String, String, String, Option<String>);

impl Store {
    /// Claims the sending of a reminder. `false` where it was claimed before; then it is not for
    /// the caller to send.
    pub async fn claim_reminder(
        &self,
        key: &str,
        person: &PersonId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let claimed = on_db!(&self.db, |pool| {
            sqlx::query(CLAIM)
                .bind(key)
                .bind(person.as_str())
                .bind(format!("{at:.6}"))
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))?;
        Ok(claimed > 0)
    }

    /// Notes that a claimed reminder was sent.
    pub async fn confirm_reminder(
        &self,
        key: &str,
        person: &PersonId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let confirmed = on_db!(&self.db, |pool| {
            sqlx::query(CONFIRM)
                .bind(format!("{at:.6}"))
                .bind(key)
                .bind(person.as_str())
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))?;
        if confirmed > 0 {
            Ok(())
        } else {
            Err(StoreError::NotClaimed {
                key: key.to_owned(),
                person: person.clone(),
            })
        }
    }

    /// Gives a claim back, so that the reminder can be claimed again. One that was confirmed, or
    /// is not there, stays as it is.
    pub async fn release_reminder(&self, key: &str, person: &PersonId) -> Result<(), StoreError> {
        on_db!(&self.db, |pool| {
            sqlx::query(RELEASE)
                .bind(key)
                .bind(person.as_str())
                .execute(pool)
                .await
                .map(|_| ())
        })
        .map_err(|error| self.failure(&error))
    }

    /// All reminders, by key and person.
    pub async fn reminders(&self) -> Result<Vec<Reminder>, StoreError> {
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, ReminderRow>(LIST).fetch_all(pool).await
        })
        .map_err(|error| self.failure(&error))?;
        let mut reminders = rows
            .into_iter()
            .map(|row| self.reminder(row))
            .collect::<Result<Vec<_>, StoreError>>()?;
        // Sorted here, as the engines have different orders of texts.
        reminders.sort();
        Ok(reminders)
    }

    fn reminder(&self, row: ReminderRow) -> Result<Reminder, StoreError> {
        let (key, person, claimed_at, confirmed_at) = row;
        let person: PersonId = person.parse().map_err(|_| StoreError::Failed {
            at: self.at.clone(),
            why: format!("whom the reminder `{key}` goes to cannot be read"),
        })?;
        Ok(Reminder {
            key,
            person,
            claimed_at,
            confirmed_at,
        })
    }
}
