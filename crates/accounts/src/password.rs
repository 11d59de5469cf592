//! What a password must be, and its hash.

use std::fmt;

use waymark_plan::PersonId;
use jiff::Timestamp;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret};

/// The fewest characters of a password.
const SHORTEST: usize = 12;
/// The most: more would only be work for the machine.
const LONGEST: usize = 200;

/// Long passwords that people choose all the same, letters and digits alone.
const COMMON: &[&str] = &[
    "password",
    "passwort",
    "letmein",
    "welcome",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "zxcvbnm",
    "123456789",
    "1234567890",
    "0123456789",
    "abcdefgh",
    "iloveyou",
    "administrator",
    "changeme",
    "childrensservices",
    "council",
    "ofsted",
    "waymark",
];

/// What is known of whose password it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// Their name.
    pub name: Option<&'a str>,
    /// Their e-mail address.
    pub email: Option<&'a str>,
}

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// It is too short.
    Short,
    /// It is too long.
    Long,
    /// It is one of those that everybody tries first, with little added.
    Common,
    /// It has too few different characters.
    Monotonous,
    /// It has the person's name or address in it.
    Personal,
}

impl fmt::Display for PasswordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PasswordFault::Short => {
                "The password must have 12 characters or more: three words that do not belong together are a good one."
            }
            PasswordFault::Long => "The password may have 200 characters at most.",
            PasswordFault::Common => {
                "The password is one that is guessed first, with little added; choose another."
            }
            PasswordFault::Monotonous => "The password has too few different characters.",
            PasswordFault::Personal => {
                "The password has your name or your address in it; choose another."
            }
        })
    }
}

/// What is wrong with a password; nothing where it will do.
pub fn password_faults(password: &str, known: &Known<'_>) -> Vec<PasswordFault> {
    let mut faults = Vec::new();
    let length = password.chars().count();
    if length < SHORTEST {
        faults.push(PasswordFault::Short);
    }
    if length > LONGEST {
        faults.push(PasswordFault::Long);
    }
    let plain: String = password
        .to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    // What is left without the word must be long enough to be guessed at.
    let is_common = COMMON.iter().any(|word| {
        plain.contains(word) && plain.len() - word.len() < SHORTEST / 2
    });
    if is_common {
        faults.push(PasswordFault::Common);
    }
    let mut different: Vec<char> = plain.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < 5 {
        faults.push(PasswordFault::Monotonous);
    }
    let own = known
        .name
        .into_iter()
        .flat_map(str::split_whitespace)
        .chain(known.email.and_then(|email| email.split('@').next()));
    let is_personal = own
        .map(str::to_lowercase)
        .any(|own| own.chars().count() >= 4 && password.to_lowercase().contains(&own));
    if is_personal {
        faults.push(PasswordFault::Personal);
    }
    faults
}

impl Accounts {
    /// Changes a person's password; the old one is asked for. Every session ends.
    pub async fn change_password(
        &self,
        person: &PersonId,
        old: &str,
        new: &str,
        known: &Known<'_>,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let row = self.row(person).await?.ok_or(AccountError::NoAccount)?;
        if !self.is_password(row.password, old).await? {
            return Err(AccountError::WrongPassword);
        }
        sound(new, known)?;
        let hash = self.hashed(new).await?;
        self.store
            .set_password(person, &hash, &secret::random())
            .await?;
        self.note(TrailKind::PasswordSet, Some(person), None, None, now)
            .await
    }

    /// The hash of a password: Argon2id, which takes its time.
    pub(crate) async fn hashed(&self, password: &str) -> Result<String, AccountError> {
        let password = password.to_owned();
        self.work(move || password_auth::generate_hash(password)).await
    }

    /// Whether a password is that of a hash. Without a hash it takes as long, and is not.
    pub(crate) async fn is_password(
        &self,
        hash: Option<String>,
        password: &str,
    ) -> Result<bool, AccountError> {
        let password = password.to_owned();
        self.work(move || match hash {
            Some(hash) => password_auth::verify_password(password, &hash).is_ok(),
            None => {
                password_auth::generate_hash(password);
                false
            }
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountError> {
        let _permit = self
            .hashing
            .acquire()
            .await
            .map_err(|_| AccountError::Interrupted)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| AccountError::Interrupted)
    }
}

/// Refuses a password that will not do.
pub(crate) fn sound(password: &str, known: &Known<'_>) -> Result<(), AccountError> {
    let faults = password_faults(password, known);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(AccountError::Password(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_not_do_is_said() {
        let known = Known {
            name: Some("Gwen Ashdown"),
            email: Some("g.ashdown@loamshire.example"),
        };
        for (password, faults) in [
            ("otter lamp river seven", &[][..]),
            ("short one", &[PasswordFault::Short]),
            ("Password1234", &[PasswordFault::Common]),
            ("password and a long heron", &[]),
            ("qwertyuiop12", &[PasswordFault::Common]),
            ("aaaaaaaaaaaaaaaa", &[PasswordFault::Monotonous]),
            ("Ashdown by the sea", &[PasswordFault::Personal]),
            ("g.ashdown otter lamp", &[PasswordFault::Personal]),
        ] {
            assert_eq!(password_faults(password, &known), faults, "{password}");
        }
        let long = "otter lamp ".repeat(20);
        assert_eq!(password_faults(&long, &known), [PasswordFault::Long]);
    }
}
