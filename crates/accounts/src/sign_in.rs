//! Signing in, and the lock-out that cannot be used to lock others out.
//!
//! Failed attempts are counted for each account and source. A source is a browser that somebody has
//! signed in with before, or else an address. Who tries passwords from elsewhere locks out only
//! themselves: the person's own browser, and a link by e-mail, still get in.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret, time};

/// So many failures of one account from one source, and it waits.
const FROM_A_SOURCE: i64 = 5;
/// So many failures from one address, whatever the account, and it waits.
const FROM_AN_ADDRESS: i64 = 50;
/// So many failures of one account from sources that are not trusted, and those wait.
const FROM_STRANGERS: i64 = 50;
/// Within this time, and for so long after the last.
const WHILE: SignedDuration = SignedDuration::from_mins(15);
/// Strangers are counted within this time.
const LONGER: SignedDuration = SignedDuration::from_hours(1);
/// How long a browser is known.
const DEVICE: SignedDuration = SignedDuration::from_hours(24 * 180);

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
    /// What the browser is to keep, to be known again.
    pub device: String,
    /// What the session must know to be honoured.
    pub stamp: String,
}

/// A source as it is counted.
struct Counted {
    name: String,
    source: String,
    address: String,
    trusted: bool,
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
        let counted = self.counted(person, &named.trim().to_lowercase(), from, now).await?;
        if let Some(until) = self.waits(&counted, now).await? {
            self.note(TrailKind::LockedOut, person, Some(from.address), None, now)
                .await?;
            return Ok(SignIn::Wait { until });
        }
        let row = match person {
            Some(person) => self.row(person).await?.filter(|row| !row.disabled),
            None => None,
        };
        let hash = row.as_ref().and_then(|row| row.password.clone());
        let right = self.is_password(hash, password).await?;
        match (person, row) {
            (Some(person), Some(row)) if right => {
                if row.totp_confirmed {
                    return Ok(SignIn::NeedsCode(person.clone()));
                }
                self.store
                    .clear_attempts(&counted.name, &counted.source)
                    .await?;
                Ok(SignIn::In(self.enter(person, row.stamp, from, now).await?))
            }
            _ => {
                self.failed(&counted, now).await?;
                self.note(TrailKind::WrongPassword, person, Some(from.address), None, now)
                    .await?;
                Ok(SignIn::Wrong)
            }
        }
    }

    /// Signs somebody in, whose password was right, with a one-time code or a recovery code.
    pub async fn sign_in_with_code(
        &self,
        person: &PersonId,
        code: &str,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignIn, AccountError> {
        let named = format!("code of {person}");
        let counted = self.counted(Some(person), &named, from, now).await?;
        if let Some(until) = self.waits(&counted, now).await? {
            return Ok(SignIn::Wait { until });
        }
        let row = self.row(person).await?.filter(|row| !row.disabled);
        let Some(row) = row.filter(|row| row.totp_confirmed) else {
            return Ok(SignIn::Wrong);
        };
        if self.uses_code(&row, person, code, now).await? {
            self.store
                .clear_attempts(&counted.name, &counted.source)
                .await?;
            return Ok(SignIn::In(self.enter(person, row.stamp, from, now).await?));
        }
        self.failed(&counted, now).await?;
        self.note(TrailKind::WrongCode, Some(person), Some(from.address), None, now)
            .await?;
        Ok(SignIn::Wrong)
    }

    /// Signs somebody in whom an identity provider has vouched for.
    pub async fn signed_in_by_identity(
        &self,
        person: &PersonId,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignedIn, AccountError> {
        let row = self.row(person).await?.filter(|row| !row.disabled);
        let row = row.ok_or(AccountError::NoAccount)?;
        self.enter(person, row.stamp, from, now).await
    }

    async fn enter(
        &self,
        person: &PersonId,
        stamp: String,
        from: &Source,
        now: Timestamp,
    ) -> Result<SignedIn, AccountError> {
        let device = secret::random();
        self.store
            .keep_device(
                person,
                &secret::hash(&device),
                &time(now),
                &time(now + DEVICE),
            )
            .await?;
        self.store.note_sign_in(person, &time(now)).await?;
        self.note(TrailKind::SignedIn, Some(person), Some(from.address), None, now)
            .await?;
        Ok(SignedIn {
            person: person.clone(),
            device,
            stamp,
        })
    }

    async fn counted(
        &self,
        person: Option<&PersonId>,
        named: &str,
        from: &Source,
        now: Timestamp,
    ) -> Result<Counted, AccountError> {
        let address = network(from.address);
        let trusted = match (person, &from.device) {
            (Some(person), Some(device)) => {
                let hash = secret::hash(device);
                let known = self.store.knows_device(person, &hash, &time(now)).await?;
                known.then_some(hash)
            }
            _ => None,
        };
        Ok(Counted {
            // Names are not kept: what is typed there by mistake may be a password.
            name: secret::hash(named),
            trusted: trusted.is_some(),
            source: trusted.unwrap_or_else(|| address.clone()),
            address,
        })
    }

    /// Until when a source waits, where it does.
    async fn waits(
        &self,
        counted: &Counted,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, AccountError> {
        let counts = self
            .store
            .failed_attempts(
                &counted.name,
                &counted.source,
                &counted.address,
                &time(now - WHILE),
                &time(now - LONGER),
            )
            .await?;
        let limits = [
            (counts.of_source, FROM_A_SOURCE, WHILE, true),
            (counts.untrusted, FROM_STRANGERS, LONGER, !counted.trusted),
            (counts.of_address, FROM_AN_ADDRESS, WHILE, !counted.trusted),
        ];
        let until = limits
            .into_iter()
            .filter(|((count, _), most, _, counts)| *counts && count >= most)
            .filter_map(|((_, at), _, long, _)| Some(at?.parse::<Timestamp>().ok()? + long))
            .max();
        Ok(until.filter(|until| *until > now))
    }

    async fn failed(&self, counted: &Counted, now: Timestamp) -> Result<(), AccountError> {
        Ok(self
            .store
            .note_attempt(
                &counted.name,
                &counted.source,
                &counted.address,
                counted.trusted,
                &time(now),
                &time(now - LONGER),
            )
            .await?)
    }
}

/// The network that an address is counted as: an IPv6 client has as many addresses as it likes
/// within its /64.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_by_network() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), counted);
        }
    }
}
