//! The browser's sessions, kept on the server by the room `accounts`. The cookie holds a random
//! name; the store holds only its hash.

use std::fmt;

use async_trait::async_trait;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use waymark_accounts::Accounts;

use crate::clock::Clock;
use crate::visitor::{KEPT, Kept};

/// Sessions in the store.
#[derive(Clone)]
pub struct Sessions {
    accounts: Accounts,
    clock: Clock,
}

impl Sessions {
    /// The sessions beside these accounts.
    pub fn new(accounts: Accounts, clock: Clock) -> Self {
        Self { accounts, clock }
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

fn hashed(id: Id) -> String {
    let digest = Sha256::digest(id.0.to_be_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn backend(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn encoded(record: &Record) -> Result<(String, Timestamp)> {
    let data =
        serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let until = Timestamp::from_second(record.expiry_date.unix_timestamp()).map_err(backend)?;
    Ok((data, until))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let (data, until) = encoded(record)?;
        loop {
            let taken = !self
                .accounts
                .create_session(&hashed(record.id), &data, until)
                .await
                .map_err(backend)?;
            if !taken {
                return self.save(record).await;
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (data, until) = encoded(record)?;
        let kept: Option<Kept> = record
            .data
            .get(KEPT)
            .and_then(|value| serde_json::from_value(value.clone()).ok());
        let person = kept
            .and_then(|kept| kept.signed)
            .map(|signed| signed.person);
        self.accounts
            .save_session(&hashed(record.id), &data, until, person.as_ref())
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = self
            .accounts
            .load_session(&hashed(*id), self.clock.now())
            .await
            .map_err(backend)?;
        let Some((data, until)) = found else {
            return Ok(None);
        };
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))?,
            expiry_date: OffsetDateTime::from_unix_timestamp(until.as_second()).map_err(backend)?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.accounts
            .delete_session(&hashed(*id))
            .await
            .map_err(backend)
    }
}
