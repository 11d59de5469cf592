//! What a password must be, and its hash.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use waymark_plan::PersonId;
use waymark_store::AttemptRow;

use crate::records::TrailKind;
use crate::sign_in::name_of;
use crate::{AccountError, Accounts, secret};

/// The fewest characters of a password.
const SHORTEST: usize = 12;
/// The most: more would only be work for the machine.
const LONGEST: usize = 200;
/// The fewest different letters and digits.
const FEWEST_DIFFERENT: usize = 5;

/// Words that people make a password of all the same, letters alone; one that holds another stands
/// before it.
const COMMON: &[&str] = &[
    "password",
    "passw",
    "letmein",
    "welcome",
    "qwerty",
    "iloveyou",
    "administrator",
    "admin",
    "changeme",
    "trustno",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "superman",
    "summer",
    "winter",
    "childrensservices",
    "childrens",
    "services",
    "council",
    "ofsted",
    "waymark",
];
/// With so many letters besides such words, a password is no longer one that is guessed first.
const LETTERS_BESIDE: usize = 6;

/// Ways that fingers walk over the keys, and the order of the letters.
const WALKS: &[&str] = &[
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
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
    /// It is one of those that everybody tries first, with little added, or a walk over the keys.
    Common,
    /// It repeats itself, or has fewer than five different letters and digits.
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
                "The password is one that is guessed first, or runs along the keys; choose another."
            }
            PasswordFault::Monotonous => {
                "The password repeats itself or has too few different characters; choose another."
            },
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
    let lower = password.to_lowercase();
    let plain: Vec<char> = lower
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    if is_common(&plain) || is_walk(&plain) {
        faults.push(PasswordFault::Common);
    }
    if is_monotonous(&plain) {
        faults.push(PasswordFault::Monotonous);
    }
    let own = known
        .name
        .into_iter()
        .flat_map(str::split_whitespace)
        .chain(known.email)
        .chain(known.email.and_then(|email| email.split('@').next()));
    let is_personal = own
        .map(str::to_lowercase)
        .any(|own| own.chars().count() >= 4 && lower.contains(&own));
    if is_personal {
        faults.push(PasswordFault::Personal);
    }
    faults
}

/// Whether it is made of words that are guessed first, with digits and little else.
fn is_common(plain: &[char]) -> bool {
    let mut left: String = plain
        .iter()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let before = left.len();
    for word in COMMON {
        left = left.replace(word, "");
    }
    left.len() < before && left.chars().count() < LETTERS_BESIDE
}

/// Whether two of three steps from one character to the next follow a walk, in either direction.
fn is_walk(plain: &[char]) -> bool {
    let follows = |one: char, next: char| {
        WALKS.iter().any(|walk| {
            let walk: Vec<char> = walk.chars().collect();
            walk.windows(2)
                .any(|pair| pair == [one, next] || pair == [next, one])
                || (walk.last(), walk.first()) == (Some(&one), Some(&next))
        })
    };
    let steps = plain.windows(2).count();
    let along = plain
        .windows(2)
        .filter(|pair| follows(pair[0], pair[1]))
        .count();
    steps > 0 && along * 3 >= steps * 2
}

/// Whether it has few different characters, or is a shorter text over and over.
fn is_monotonous(plain: &[char]) -> bool {
    let different: BTreeSet<&char> = plain.iter().collect();
    let repeats = |length: usize| {
        let unit = &plain[..length];
        plain.chunks(length).all(|part| unit.starts_with(part))
    };
    different.len() < FEWEST_DIFFERENT || (1..=plain.len() / 2).any(repeats)
}

impl Accounts {
    /// Changes a person's password; the old one is asked for. Every session ends, and every link.
    /// Wrong old passwords are counted for each account, so that an open session is no place for
    /// guessing.
    pub async fn change_password(
        &self,
        person: &PersonId,
        old: &str,
        new: &str,
        known: &Known<'_>,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let attempt = AttemptRow {
            name: name_of(person),
            source: "own session".to_owned(),
            network: "own session".to_owned(),
            trusted: true,
            made_at: now,
        };
        let counted = match self.count(attempt).await? {
            Ok(counted) => counted,
            Err(until) => return Err(AccountError::Wait { until }),
        };
        let found = self.store.credentials(Some(person)).await?;
        let found = found.ok_or(AccountError::NoAccount)?;
        if !self.is_password(found.password, old).await? {
            return Err(AccountError::WrongPassword);
        }
        self.take_back(&counted).await?;
        sound(new, known)?;
        let hash = self.hashed(new).await?;
        let done = self
            .store
            .change_password(person, &found.stamp, &hash, &secret::random())
            .await?;
        if !done {
            // Somebody else was quicker; what was the old password may be so no longer.
            return Err(AccountError::WrongPassword);
        }
        self.note(TrailKind::PasswordSet, Some(person), None, None, now)
            .await
    }

    /// The hash of a password: Argon2id, which takes its time.
    pub(crate) async fn hashed(&self, password: &str) -> Result<String, AccountError> {
        let password = password.to_owned();
        self.work(move || password_auth::generate_hash(password))
            .await
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
        // The work keeps its place until it is done, even where nobody waits for it any more.
        let permit = self.hashing.clone().acquire_owned().await;
        let permit = permit.map_err(|_| AccountError::Interrupted)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
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
            ("", &[PasswordFault::Short, PasswordFault::Monotonous]),
            ("Password1234", &[PasswordFault::Common]),
            (
                "password-Password",
                &[PasswordFault::Common, PasswordFault::Monotonous],
            ),
            ("Welcome, Ofsted 2017!", &[PasswordFault::Common]),
            ("password and a long heron", &[]),
            ("qwertyuiop12", &[PasswordFault::Common]),
            ("1qaz2wsx3edc", &[PasswordFault::Common]),
            ("1q2w3e4r5t6y", &[PasswordFault::Common]),
            ("098765432109", &[PasswordFault::Common]),
            ("zyxwvutsrqponm", &[PasswordFault::Common]),
            ("aaaaaaaaaaaaaaaa", &[PasswordFault::Monotonous]),
            ("heronheronheron", &[PasswordFault::Monotonous]),
            ("heron, heron; HER", &[PasswordFault::Monotonous]),
            ("Ashdown by the sea", &[PasswordFault::Personal]),
            ("g.ashdown otter lamp", &[PasswordFault::Personal]),
            ("öffne dich, großes tor", &[]),
        ] {
            assert_eq!(password_faults(password, &known), faults, "{password}");
        }
        let long = "otter lamp ".repeat(20);
        assert_eq!(
            password_faults(&long, &known),
            [PasswordFault::Long, PasswordFault::Monotonous]
        );
        // Exactly as many as may be are not too many.
        for (characters, faults) in [(200, &[][..]), (201, &[PasswordFault::Long])] {
            let password: String = "otter lamp river seven heron stone"
                .chars()
                .chain("bridge four ".chars().cycle())
                .take(characters)
                .collect();
            assert_eq!(password_faults(&password, &known), faults);
        }
    }
}
