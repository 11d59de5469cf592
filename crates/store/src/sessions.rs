//! Sessions of browsers: a text under a hashed name, until a time.

use waymark_plan::PersonId;

use crate::Store;
use crate::accounts::Bind::Text;
use crate::db::on_db;
use crate::error::StoreError;

impl Store {
    /// Begins a session; `false` where its name is taken.
    pub async fn create_session(
        &self,
        id: &str,
        data: &str,
        until: &str,
    ) -> Result<bool, StoreError> {
        let done = self
            .execute(
                "INSERT INTO sessions (id, data, until) VALUES ($1, $2, $3) \
                 ON CONFLICT (id) DO NOTHING",
                &[Text(id), Text(data), Text(until)],
            )
            .await?;
        Ok(done > 0)
    }

    /// Writes a session.
    pub async fn save_session(
        &self,
        id: &str,
        data: &str,
        until: &str,
        person: Option<&PersonId>,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO sessions (id, data, until, person) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET data = $2, until = $3, person = $4",
            &[
                Text(id),
                Text(data),
                Text(until),
                Self::maybe(person.map(PersonId::as_str)),
            ],
        )
        .await?;
        Ok(())
    }

    /// A session that has not ended: its content, and its end.
    pub async fn load_session(
        &self,
        id: &str,
        now: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (String, String)>(
                "SELECT data, until FROM sessions WHERE id = $1 AND until > $2",
            )
            .bind(id.to_owned())
            .bind(now.to_owned())
            .fetch_optional(pool)
            .await
        })
        .map_err(|error| self.failure(&error))
    }

    /// Ends a session.
    pub async fn delete_session(&self, id: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE id = $1", &[Text(id)])
            .await?;
        Ok(())
    }

    /// Clears away the sessions that have ended.
    pub async fn delete_expired_sessions(&self, now: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE until <= $1", &[Text(now)])
            .await?;
        Ok(())
    }
}
