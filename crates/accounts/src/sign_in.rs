//! Signing in: with a password, with a one-time code after it, or vouched for by a provider.
//!
//! Each attempt is counted before it is looked at, and taken back where it was right, so that any
//! number of attempts at the same moment are counted like one after another.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;
use waymark_store::{AttemptRow, CredentialsRow, SignInRow, UsedUp};

use crate::records::TrailKind;
use crate::{AccountError, Accounts, lockout, secret};

/// How long a browser is known.
const DEVICE: SignedDuration = SignedDuration::from_hours(24 * 180);
/// How many browsers of a person are known.
const DEVICES: u32 = 10;

/// Where an attempt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The client's address.
    pub address: IpAddr,
    /// What the browser says that it was given when somebody last signed in.
    pub device: Option<String>,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Name or password, or the code, is wrong; which, is not said.
    Wrong,
    /// There were too many attempts.
    Wait {
        /// Until when.
        until: Timestamp,
    },
    /// The password is right, and a code is asked for.
    NeedsCode(PersonId),
    /// They are in.
    In(SignedIn),
}

/// Somebody who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    /// What the browser is to keep for 180 days, to be known again.
    pub device: String,
    /// What the session must know to be honoured.
    pub stamp: String,
}

/// An attempt that was counted.
pub(crate) struct Counted {
    number: i64,
    attempt: AttemptRow,
    /// Whether it was the last that is looked at for now, should it be wrong.
    is_last: bool,
}

impl Accounts {
    /// Signs somebody in with a password. `named` is what was typed; `person` is whose it is, where
    /// it is anybody's. Whether it is, cannot be told from the answer, nor from the time it takes.
    pub async fn sign_in(
        &self,
        person: Option<&PersonId>,
        named: &str,
        password: &str,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignIn, AccountError> {
        let name = match person {
            Some(person) => name_of(person),
            // What is typed there by mistake may be a password; only its hash is kept.
            None => secret::hash(&format!("name {}", named.trim().to_lowercase())),
        };
        let attempt = self.attempt(person, name, from, now).await?;
        let counted = match self.count(attempt).await? {
            Ok(counted) => counted,
            Err(until) => return Ok(SignIn::Wait { until }),
        };
        let credentials = self.store.credentials(person).await?;
        let hash = credentials
            .as_ref()
            .and_then(|found| found.password.clone());
        let right = self.is_password(hash, password).await?;
        if let (Some(person), Some(credentials)) = (person, credentials)
            && right
        {
            if credentials.totp_secret.is_some() {
                self.store.take_attempt_back(counted.number).await?;
                return Ok(SignIn::NeedsCode(person.clone()));
            }
            let signed_in = self
                .enter(person, &credentials, None, Some(&counted), from, now)
                .await?;
            if let Some(signed_in) = signed_in {
                return Ok(SignIn::In(signed_in));
            }
        }
        self.wrong(TrailKind::WrongPassword, person, &counted, from, now)
            .await
    }

    /// Signs somebody in, whose password was right, with a one-time code or a recovery code.
    pub async fn sign_in_with_code(
        &self,
        person: &PersonId,
        code: &str,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignIn, AccountError> {
        // Counted apart from passwords: a right password must not make room for more codes.
        let attempt = self
            .attempt(Some(person), code_name_of(person), from, now)
            .await?;
        let counted = match self.count(attempt).await? {
            Ok(counted) => counted,
            Err(until) => return Ok(SignIn::Wait { until }),
        };
        let credentials = self.store.credentials(Some(person)).await?;
        if let Some(credentials) = credentials
            && let Some(kept) = &credentials.totp_secret
        {
            let step = crate::totp::step_of(kept, code, now)?;
            let recovery = crate::totp::recovery_hash(code);
            let used_up = step.map_or(UsedUp::RecoveryCode(&recovery), UsedUp::Step);
            let signed_in = self
                .enter(
                    person,
                    &credentials,
                    Some(used_up),
                    Some(&counted),
                    from,
                    now,
                )
                .await?;
            if let Some(signed_in) = signed_in {
                return Ok(SignIn::In(signed_in));
            }
        }
        self.wrong(TrailKind::WrongCode, Some(person), &counted, from, now)
            .await
    }

    /// Signs somebody in whom an identity provider, or a link that they have just followed, vouches
    /// for. Whether a one-time code is to be asked for besides is for the caller to see to.
    pub async fn signed_in_by_identity(
        &self,
        person: &PersonId,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignedIn, AccountError> {
        let credentials = self.store.credentials(Some(person)).await?;
        let credentials = credentials.ok_or(AccountError::NoAccount)?;
        let signed_in = self
            .enter(person, &credentials, None, None, from, now)
            .await?;
        signed_in.ok_or(AccountError::NoAccount)
    }

    /// Counts an attempt; else until when it waits.
    pub(crate) async fn count(
        &self,
        attempt: AttemptRow,
    ) -> Result<Result<Counted, Timestamp>, AccountError> {
        let forget = lockout::forget_until(attempt.made_at);
        let added = self
            .store
            .add_attempt(&attempt, forget, |earlier| lockout::wait(earlier, &attempt))
            .await?;
        Ok(added.map(|(number, mut earlier)| {
            earlier.push(attempt.clone());
            Counted {
                number,
                is_last: lockout::wait(&earlier, &attempt).is_some(),
                attempt,
            }
        }))
    }

    /// Takes back an attempt that was right.
    pub(crate) async fn take_back(&self, counted: &Counted) -> Result<(), AccountError> {
        Ok(self.store.take_attempt_back(counted.number).await?)
    }

    async fn attempt(
        &self,
        person: Option<&PersonId>,
        name: String,
        from: &Source,
        now: Timestamp,
    ) -> Result<AttemptRow, AccountError> {
        let network = lockout::network(from.address);
        let device = secret::hash(from.device.as_deref().unwrap_or_default());
        let trusted = self.store.knows_device(person, &device, now).await?;
        Ok(AttemptRow {
            name,
            source: if trusted { device } else { network.clone() },
            network,
            trusted,
            made_at: now,
        })
    }

    /// Lets somebody in. None where the account was changed or turned off meanwhile, or where what
    /// is used up was used before.
    async fn enter(
        &self,
        person: &PersonId,
        credentials: &CredentialsRow,
        used_up: Option<UsedUp<'_>>,
        counted: Option<&Counted>,
        from: &Source,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, AccountError> {
        let device = secret::random();
        let before = from.device.as_deref().map(secret::hash);
        let signed_in = self
            .store
            .sign_in(&SignInRow {
                person,
                stamp: &credentials.stamp,
                used_up,
                clears: counted.map(|counted| {
                    let attempt = &counted.attempt;
                    (attempt.name.as_str(), attempt.source.as_str())
                }),
                device: &secret::hash(&device),
                device_until: now + DEVICE,
                device_before: before.as_deref(),
                devices_at_most: DEVICES,
                at: now,
            })
            .await?;
        if !signed_in {
            return Ok(None);
        }
        self.note(
            TrailKind::SignedIn,
            Some(person),
            Some(from.address),
            None,
            now,
        )
        .await?;
        Ok(Some(SignedIn {
            person: person.clone(),
            device,
            stamp: credentials.stamp.clone(),
        }))
    }

    /// Notes an attempt that failed. Those that must wait are not noted one by one: the trail only
    /// grows, and nobody outside may make it grow at will.
    async fn wrong(
        &self,
        kind: TrailKind,
        person: Option<&PersonId>,
        counted: &Counted,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignIn, AccountError> {
        self.note(kind, person, Some(from.address), None, now)
            .await?;
        if counted.is_last {
            self.note(TrailKind::LockedOut, person, Some(from.address), None, now)
                .await?;
        }
        Ok(SignIn::Wrong)
    }
}

/// What attempts with a person's password are counted under. It says nothing about what was typed,
/// so that every way of writing an address counts together.
pub(crate) fn name_of(person: &PersonId) -> String {
    secret::hash(&format!("person {person}"))
}

/// What attempts with a person's codes are counted under.
pub(crate) fn code_name_of(person: &PersonId) -> String {
    secret::hash(&format!("code of person {person}"))
}
