//! Who signs in, and with what: passwords, one-time codes, links, identities of a provider, tokens of
//! the programming interface; and the rules that keep others out.
//!
//! [`Accounts`] stands over the store, reads no clock and knows no page. What somebody may do once
//! they are in is the ledger's: it keeps the roles.
//!
//! What happens to accounts is noted in the trail here, but for what only a page knows of, such as a
//! session that is ended by its own person.
//!
//! - `sign_in`: attempts; `lockout`: how many are too many, without locking others out;
//! - `password`: what a password must be, and its hash; `links`: links that are followed once;
//! - `totp`: one-time codes and recovery codes; `tokens`: of the programming interface;
//! - `sessions`: of browsers; `records`: who looked at rows about children, and who came.

mod error;
mod links;
mod lockout;
mod password;
mod records;
mod secret;
mod sessions;
mod sign_in;
mod tokens;
mod totp;

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Semaphore;
use waymark_plan::PersonId;
use waymark_store::{AccountRow, Store};

pub use error::AccountError;
pub use links::LinkKind;
pub use password::{Known, PasswordFault, password_faults};
pub use records::{Look, TrailEntry, TrailKind};
pub use sign_in::{SignIn, SignedIn, Source};
pub use tokens::{ApiToken, Scope, UnknownScope};
pub use totp::TotpSetup;

/// How many passwords are hashed at once, so that those who sign in do not take the machine from
/// those who are in.
const HASHED_AT_ONCE: usize = 2;

/// The accounts. Clones are the same.
#[derive(Clone, Debug)]
pub struct Accounts {
    store: Store,
    hashing: Arc<Semaphore>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: PersonId,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether it asks for a one-time code.
    pub has_totp: bool,
    /// Whether it is turned off.
    pub disabled: bool,
    /// When somebody last signed in with it.
    pub last_sign_in: Option<Timestamp>,
    /// How many identities of a provider are linked to it.
    pub identities: usize,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
}

impl Accounts {
    /// The accounts of a store.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            hashing: Arc::new(Semaphore::new(HASHED_AT_ONCE)),
        }
    }

    /// A person's account.
    pub async fn account(&self, person: &PersonId) -> Result<Option<Account>, AccountError> {
        Ok(self.store.account(person).await?.map(Account::of))
    }

    /// Every account, by the number of its person.
    pub async fn accounts(&self) -> Result<Vec<Account>, AccountError> {
        let rows = self.store.accounts().await?;
        Ok(rows.into_iter().map(Account::of).collect())
    }

    /// Whether there is an account with a password or an identity of a provider.
    pub async fn any(&self) -> Result<bool, AccountError> {
        Ok(self.store.is_any_account().await?)
    }

    /// What a session must know to be honoured: another after every change of what somebody signs
    /// in with. None where the account is turned off, or is not there.
    pub async fn stamp(&self, person: &PersonId) -> Result<Option<String>, AccountError> {
        Ok(self.store.account_stamp(person).await?)
    }

    /// Ends every session of a person, and forgets their browsers.
    pub async fn sign_out_everywhere(
        &self,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let stamp = secret::random();
        if !self.store.restamp_account(person, &stamp).await? {
            return Err(AccountError::NoAccount);
        }
        self.note(TrailKind::SignedOut, Some(person), None, None, now)
            .await
    }

    /// Turns an account off; nobody can use it until it is turned on again. Its sessions and links
    /// end.
    pub async fn disable(&self, person: &PersonId, now: Timestamp) -> Result<(), AccountError> {
        self.turn(person, true).await?;
        self.note(TrailKind::Disabled, None, None, Some(person), now)
            .await
    }

    /// Turns an account on.
    pub async fn enable(&self, person: &PersonId, now: Timestamp) -> Result<(), AccountError> {
        self.turn(person, false).await?;
        self.note(TrailKind::Enabled, None, None, Some(person), now)
            .await
    }

    async fn turn(&self, person: &PersonId, off: bool) -> Result<(), AccountError> {
        let stamp = secret::random();
        if self.store.turn_account(person, off, &stamp).await? {
            Ok(())
        } else {
            Err(AccountError::NoAccount)
        }
    }

    /// Whom an identity of a provider is linked to.
    pub async fn identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<PersonId>, AccountError> {
        Ok(self.store.person_of_identity(issuer, subject).await?)
    }

    /// Links an identity of a provider to a person, whose account is made where there is none. An
    /// identity that is another's is refused.
    pub async fn link_identity(
        &self,
        person: &PersonId,
        issuer: &str,
        subject: &str,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let linked = self
            .store
            .link_identity(person, issuer, subject, &secret::random(), now)
            .await?;
        if !linked {
            return Err(AccountError::IdentityOfAnother);
        }
        self.note(TrailKind::IdentityLinked, Some(person), None, None, now)
            .await
    }

    /// Takes the links of a person's identities away, and ends their sessions.
    pub async fn unlink_identities(
        &self,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let stamp = secret::random();
        if !self.store.unlink_identities(person, &stamp).await? {
            return Err(AccountError::NoAccount);
        }
        self.note(TrailKind::IdentityUnlinked, None, None, Some(person), now)
            .await
    }
}

impl Account {
    fn of(row: AccountRow) -> Self {
        Self {
            person: row.person,
            has_password: row.has_password,
            has_totp: row.has_totp,
            disabled: row.disabled,
            last_sign_in: row.last_sign_in,
            identities: row.identities as usize,
            recovery_codes_left: row.recovery_codes,
        }
    }
}
