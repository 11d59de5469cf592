//! One-time codes by the clock (RFC 6238), and recovery codes for when the telephone is gone.

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};
use waymark_plan::PersonId;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// What an authenticator needs.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSetup {
    /// The secret in letters and digits, in groups of four, for typing.
    pub secret: String,
    /// The address that a picture of squares holds.
    pub uri: String,
}

impl Accounts {
    /// Begins one-time codes: they count once one was given. A secret that was begun before and not
    /// confirmed is replaced.
    pub async fn begin_totp(
        &self,
        person: &PersonId,
        account_label: &str,
        issuer: &str,
    ) -> Result<TotpSetup, AccountError> {
        let codes = Builder::new()
            .with_secret(secret::bytes::<20>())
            .with_account_name(plain(account_label))
            .with_issuer(Some(plain(issuer)))
            .build()
            .expect("20 bytes and names without colons are a sound secret");
        let letters = codes.secret().to_base32();
        if !self.store.begin_totp(person, &letters).await? {
            return Err(match self.stamp(person).await? {
                Some(_) => AccountError::CodesAreOn,
                None => AccountError::NoAccount,
            });
        }
        let letters: Vec<char> = letters.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
        Ok(TotpSetup {
            uri: codes
                .to_url()
                .expect("the account has a name, as it was given one"),
            secret: groups.join(" "),
        })
    }

    /// Confirms the codes by giving one. They count from now on, and every session ends; the
    /// recovery codes are given once.
    pub async fn confirm_totp(
        &self,
        person: &PersonId,
        code: &str,
        now: Timestamp,
    ) -> Result<Vec<String>, AccountError> {
        let begun = self.store.begun_totp(person).await?;
        let begun = begun.ok_or(AccountError::WrongCode)?;
        let step = step_of(&begun, code, now)?.ok_or(AccountError::WrongCode)?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(code)).collect();
        let confirmed = self
            .store
            .confirm_totp(person, &begun, step, &hashes, &secret::random())
            .await?;
        if !confirmed {
            return Err(AccountError::WrongCode);
        }
        self.note(TrailKind::TotpOn, Some(person), None, None, now)
            .await?;
        Ok(codes)
    }

    /// Takes the one-time codes away, and ends the person's sessions.
    pub async fn remove_totp(&self, person: &PersonId, now: Timestamp) -> Result<(), AccountError> {
        if !self.store.remove_totp(person, &secret::random()).await? {
            return Err(AccountError::NoAccount);
        }
        self.note(TrailKind::TotpOff, None, None, Some(person), now)
            .await
    }
}

/// The step of time whose code it is, within one before and after now.
pub(crate) fn step_of(kept: &str, code: &str, now: Timestamp) -> Result<Option<u64>, AccountError> {
    let digits: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let codes = codes_of(kept).ok_or(AccountError::Unreadable {
        what: "the secret of somebody's one-time codes",
    })?;
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    Ok(codes.check(&digits, seconds))
}

/// The hash under which a recovery code is kept. Spaces, hyphens and capitals do not matter.
pub(crate) fn recovery_hash(code: &str) -> String {
    let plain: String = code
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    secret::hash(&format!("recovery code {plain}"))
}

/// Ten random bytes, in groups for typing: nobody can guess them, wherever the hashes may get to.
fn recovery_code() -> String {
    let digits: Vec<char> = secret::hex(&secret::bytes::<10>()).chars().collect();
    let groups: Vec<String> = digits.chunks(5).map(String::from_iter).collect();
    groups.join("-")
}

/// The codes of a secret as it is kept: in base 32.
fn codes_of(kept: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(kept).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// A name as an authenticator shows it: colons part the names there.
fn plain(name: &str) -> String {
    let plain = name.replace(':', " ");
    match plain.trim() {
        "" => "account".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret is the ASCII text 12345678901234567890, which is this in
        // base 32. The codes are the last six of the eight digits that it gives.
        let kept = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (second, code) in [
            (59_i64, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = u64::try_from(second / 30).unwrap();
            // One step before and after it still does; two do not.
            for (late, expected) in [
                (-60, None),
                (-30, Some(step)),
                (0, Some(step)),
                (30, Some(step)),
                (60, None),
            ] {
                let Ok(now) = Timestamp::from_second(second + late) else {
                    continue;
                };
                if now.as_second() < 0 {
                    continue;
                }
                let found = step_of(kept, code, now).unwrap();
                assert_eq!(found, expected, "{code} at {second} and {late}");
            }
        }
        let now = Timestamp::from_second(59).unwrap();
        assert_eq!(step_of(kept, " 287 082 ", now).unwrap(), Some(1));
        for wrong in ["", "28708", "2870820", "28708a", "287083"] {
            assert_eq!(step_of(kept, wrong, now).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_may_be_typed_as_people_do() {
        let code = recovery_code();
        assert_eq!(code.len(), 23, "{code}");
        for typed in [
            code.to_uppercase(),
            code.replace('-', ""),
            format!(" {} ", code.replace('-', " ")),
        ] {
            assert_eq!(recovery_hash(&typed), recovery_hash(&code), "{typed}");
        }
        assert_ne!(recovery_hash(&recovery_code()), recovery_hash(&code));
    }
}
