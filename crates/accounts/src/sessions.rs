//! Sessions of browsers: a text under a hashed name, until a time.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::{AccountError, Accounts, time};

impl Accounts {
    /// Begins a session; `false` where its name is taken.
    pub async fn create_session(
        &self,
        id_hash: &str,
        data: &str,
        until: Timestamp,
    ) -> Result<bool, AccountError> {
        Ok(self
            .store
            .create_session(id_hash, data, &time(until))
            .await?)
    }

    /// Writes a session, with whose it is, so that it ends with their account.
    pub async fn save_session(
        &self,
        id_hash: &str,
        data: &str,
        until: Timestamp,
        person: Option<&PersonId>,
    ) -> Result<(), AccountError> {
        Ok(self
            .store
            .save_session(id_hash, data, &time(until), person)
            .await?)
    }

    /// A session that has not ended: its content, and its end.
    pub async fn load_session(
        &self,
        id_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(String, Timestamp)>, AccountError> {
        let found = self.store.load_session(id_hash, &time(now)).await?;
        Ok(found.and_then(|(data, until)| Some((data, until.parse().ok()?))))
    }

    /// Ends a session.
    pub async fn delete_session(&self, id_hash: &str) -> Result<(), AccountError> {
        Ok(self.store.delete_session(id_hash).await?)
    }

    /// Clears away the sessions that have ended.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<(), AccountError> {
        Ok(self.store.delete_expired_sessions(&time(now)).await?)
    }
}
