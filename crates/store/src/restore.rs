//! A whole store from what a backup holds. How a backup is written and read is not said here.

use waymark_plan::ledger::chain::{self, Head, Record};

use crate::Store;
use crate::db::on_db;
use crate::error::{StoreError, Trouble, trouble};
use crate::ledger::{MOVE_HEAD, RECORDS_AT_ONCE, insertion, whole};
use crate::people::{Person, number_of};
use crate::reminders::Reminder;

const COUNT: &str = "SELECT (SELECT COUNT(*) FROM ledger) \
     + (SELECT COUNT(*) FROM people) + (SELECT COUNT(*) FROM reminders)";

const PERSON: &str = "INSERT INTO people (number, name, post, email, phone, erased_on) \
     VALUES ($1, $2, $3, $4, $5, $6)";

const REMINDER: &str = "INSERT INTO reminders (key, person, claimed_at, confirmed_at) \
     VALUES ($1, $2, $3, $4)";

impl Store {
    /// Fills an empty store, all or nothing, and gives the head of its log. The chain must hold
    /// from its beginning, and the store must hold no event, person or reminder.
    pub async fn restore(
        &self,
        records: &[Record],
        people: &[Person],
        reminders: &[Reminder],
    ) -> Result<Head, StoreError> {
        let origin = Head::origin();
        let end = chain::follow(origin, records).map_err(StoreError::Broken)?;
        let people = people
            .iter()
            .map(|person| numbered(person).map(|number| (number, person)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let begin = self.db.begin();
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            let moved = sqlx::query(MOVE_HEAD)
                .bind(whole(end.seq))
                .bind(end.hash.to_string())
                .bind(whole(origin.seq))
                .bind(origin.hash.to_string())
                .execute(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?
                .rows_affected();
            let (count,) = sqlx::query_as::<_, (i64,)>(COUNT)
                .fetch_one(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?;
            if moved == 0 || count > 0 {
                tx.rollback().await.ok();
                return Err(StoreError::NotEmpty {
                    at: self.at.clone(),
                });
            }
            for chunk in records.chunks(RECORDS_AT_ONCE) {
                let mut insertion = insertion(chunk);
                insertion
                    .build()
                    .execute(&mut *tx)
                    .await
                    .map_err(|error| self.not_restored(&error))?;
            }
            for (number, person) in &people {
                sqlx::query(PERSON)
                    .bind(*number)
                    .bind(person.name.as_deref())
                    .bind(person.post.as_deref())
                    .bind(person.email.as_deref())
                    .bind(person.phone.as_deref())
                    .bind(person.erased_on.map(|day| day.to_string()))
                    .execute(&mut *tx)
                    .await
                    .map_err(|error| self.not_restored(&error))?;
            }
            for reminder in reminders {
                sqlx::query(REMINDER)
                    .bind(reminder.key.as_str())
                    .bind(reminder.person.as_str())
                    .bind(reminder.claimed_at.as_str())
                    .bind(reminder.confirmed_at.as_deref())
                    .execute(&mut *tx)
                    .await
                    .map_err(|error| self.not_restored(&error))?;
            }
            tx.commit().await.map_err(|_| StoreError::Unsure)?;
            Ok(end)
        })
    }

    fn not_restored(&self, error: &sqlx::Error) -> StoreError {
        match trouble(error) {
            Trouble::Twice => StoreError::NotABackup {
                what: "an event, a person or a reminder stands in it twice".to_owned(),
            },
            _ => self.failure(error),
        }
    }
}

fn numbered(person: &Person) -> Result<i64, StoreError> {
    number_of(&person.id).ok_or_else(|| StoreError::NotABackup {
        what: format!("no store gave the person's id `{}`", person.id),
    })
}
