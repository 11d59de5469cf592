//! One-time codes by the clock (RFC 6238), and recovery codes for when the telephone is gone.

use jiff::Timestamp;
use totp_rs::{Builder, Totp};
use waymark_plan::PersonId;
use waymark_store::AccountRow;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// What an authenticator needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpSetup {
    /// The secret in letters and digits, in groups of four, for typing.
    pub secret: String,
    /// The address that a picture of squares holds.
    pub uri: String,
}

/// The codes of a secret that is kept as hexadecimal digits.
fn codes_of(kept: &str) -> Option<Totp> {
    let bytes: Option<Vec<u8>> = (0..kept.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(kept.get(at..at + 2)?, 16).ok())
        .collect();
    Builder::new().with_secret(bytes?).build().ok()
}

/// A name as an authenticator shows it: colons part the names there.
fn plain(name: &str) -> String {
    let plain = name.replace(':', " ");
    match plain.trim() {
        "" => "account".to_owned(),
        name => name.to_owned(),
    }
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
        let bytes = secret::bytes::<20>();
        self.store
            .begin_totp(person, &secret::hex(&bytes))
            .await?;
        let codes = Builder::new()
            .with_secret(bytes)
            .with_account_name(plain(account_label))
            .with_issuer(Some(plain(issuer)))
            .build()
            .expect("20 bytes and names without colons are a sound secret");
        let letters = codes.secret().to_base32();
        let groups: Vec<&str> = (0..letters.len())
            .step_by(4)
            .map(|at| &letters[at..(at + 4).min(letters.len())])
            .collect();
        Ok(TotpSetup {
            uri: codes
                .to_url()
                .expect("the account has a name, as it was given one"),
            secret: groups.join(" "),
        })
    }

    /// Confirms the codes by giving one. They count from now on; the recovery codes are given once.
    pub async fn confirm_totp(
        &self,
        person: &PersonId,
        code: &str,
        now: Timestamp,
    ) -> Result<Vec<String>, AccountError> {
        let row = self.row(person).await?.ok_or(AccountError::NoAccount)?;
        let step = step_of(&row, code, now).ok_or(AccountError::WrongCode)?;
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| {
                let digits = secret::hex(&secret::bytes::<8>());
                format!("{}-{}", &digits[..8], &digits[8..])
            })
            .collect();
        let hashes: Vec<String> = codes.iter().map(|code| secret::hash(code)).collect();
        let used = self
            .store
            .use_totp_step(person, step, Some((&secret::random(), &hashes)))
            .await?;
        if !used {
            return Err(AccountError::WrongCode);
        }
        self.note(TrailKind::TotpOn, Some(person), None, None, now)
            .await?;
        Ok(codes)
    }

    /// Takes the one-time codes away, and ends the person's sessions.
    pub async fn remove_totp(&self, person: &PersonId, now: Timestamp) -> Result<(), AccountError> {
        self.store.remove_totp(person, &secret::random()).await?;
        self.note(TrailKind::TotpOff, None, None, Some(person), now)
            .await
    }

    /// Whether a code is right and was not used before; it is used now.
    pub(crate) async fn uses_code(
        &self,
        row: &AccountRow,
        person: &PersonId,
        code: &str,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        if let Some(step) = step_of(row, code, now) {
            return Ok(self.store.use_totp_step(person, step, None).await?);
        }
        let hash = secret::hash(&code.trim().to_lowercase());
        Ok(self.store.use_recovery_code(person, &hash).await?)
    }
}

/// The step of time whose code it is, within one before and after now.
fn step_of(row: &AccountRow, code: &str, now: Timestamp) -> Option<i64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let codes = codes_of(row.totp_secret.as_deref()?)?;
    let step = codes.check(&digits, u64::try_from(now.as_second()).ok()?)?;
    i64::try_from(step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret is the ASCII text 12345678901234567890. The last six of
        // the eight digits that it gives.
        let kept = secret::hex(b"12345678901234567890");
        let codes = codes_of(&kept).unwrap();
        for (time, code) in [
            (59_u64, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(codes.check(code, time), Some(time / 30), "{time}");
            // One step later it still does, three steps later it does not.
            assert_eq!(codes.check(code, time + 30), Some(time / 30));
            assert_eq!(codes.check(code, time + 90), None);
        }
    }
}
