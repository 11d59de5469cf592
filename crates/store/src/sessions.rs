//! Sessions of browsers: a text under a hashed name, until a time.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::error::StoreError;
use crate::statement::Bind::{Maybe, Text};
use crate::statement::text_of;

const CREATE: &str = "INSERT INTO sessions (id, data, until) VALUES ($1, $2, $3) \
     ON CONFLICT (id) DO NOTHING";

/// One that has ended is not begun again by a request that was still under way.
const SAVE: &str = "UPDATE sessions SET data = $2, until = $3, person = $4 WHERE id = $1";

const LOAD: &str = "SELECT data, until FROM sessions WHERE id = $1 AND until > $2";

impl Store {
    /// Begins a session; `false` where its name is taken.
    pub async fn create_session(
        &self,
        id: &str,
        data: &str,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let until = text_of(until);
        let done = self
            .execute(CREATE, &[Text(id), Text(data), Text(&until)])
            .await?;
        Ok(done > 0)
    }

    /// Writes a session that was begun; `false` where there is none, and then none is made.
    pub async fn save_session(
        &self,
        id: &str,
        data: &str,
        until: Timestamp,
        person: Option<&PersonId>,
    ) -> Result<bool, StoreError> {
        let until = text_of(until);
        let person = Maybe(person.map(PersonId::as_str));
        let done = self
            .execute(SAVE, &[Text(id), Text(data), Text(&until), person])
            .await?;
        Ok(done > 0)
    }

    /// A session that has not ended: its content, and its end.
    pub async fn load_session(
        &self,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<(String, Timestamp)>, StoreError> {
        let now = text_of(now);
        let row = self
            .row::<(String, String)>(LOAD, &[Text(id), Text(&now)])
            .await?;
        row.map(|(data, until)| Ok((data, self.read(&until, "the end of a session")?)))
            .transpose()
    }

    /// Ends a session.
    pub async fn delete_session(&self, id: &str) -> Result<(), StoreError> {
        self.execute("DELETE FROM sessions WHERE id = $1", &[Text(id)])
            .await?;
        Ok(())
    }

    /// Clears away the sessions that have ended.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<(), StoreError> {
        let now = text_of(now);
        self.execute("DELETE FROM sessions WHERE until <= $1", &[Text(&now)])
            .await?;
        Ok(())
    }
}
