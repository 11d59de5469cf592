//! Sessions of browsers: a text under a hashed name, until a time.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::{AccountError, Accounts, lockout};

impl Accounts {
    /// Begins a session; `false` where its name is taken.
    pub async fn create_session(
        &self,
        id_hash: &str,
        data: &str,
        until: Timestamp,
    ) -> Result<bool, AccountError> {
        Ok(self.store.create_session(id_hash, data, until).await?)
    }

    /// Writes a session that was begun, with whose it is, so that it ends with their account. One
    /// that has ended stays so: a request that was still under way does not bring it back.
    pub async fn save_session(
        &self,
        id_hash: &str,
        data: &str,
        until: Timestamp,
        person: Option<&PersonId>,
    ) -> Result<(), AccountError> {
        self.store
            .save_session(id_hash, data, until, person)
            .await?;
        Ok(())
    }

    /// A session that has not ended: its content, and its end.
    pub async fn load_session(
        &self,
        id_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(String, Timestamp)>, AccountError> {
        Ok(self.store.load_session(id_hash, now).await?)
    }

    /// Ends a session.
    pub async fn delete_session(&self, id_hash: &str) -> Result<(), AccountError> {
        Ok(self.store.delete_session(id_hash).await?)
    }

    /// Clears away what has ended: sessions, and with them links, browsers and attempts whose time
    /// has passed.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<(), AccountError> {
        self.store.delete_expired_sessions(now).await?;
        self.store.delete_expired_links(now).await?;
        let forget = lockout::forget_until(now);
        Ok(self.store.forget_attempts(forget).await?)
    }
}
