//! The secrets of one-time codes, which step of time was used last, and recovery codes as hashes.
//! How a code follows from a secret is not known here.

use waymark_plan::PersonId;

use crate::Store;
use crate::accounts::ends;
use crate::error::StoreError;
use crate::statement::Bind::{Text, Whole};
use crate::statement::{also, must};

/// Changes nothing, but holds an account until the transaction ends.
const HOLD: &str = "UPDATE accounts SET stamp = stamp WHERE person = $1 AND disabled = 0";

const RESTAMP: &str = "UPDATE accounts SET stamp = $2 WHERE person = $1 AND disabled = 0";

/// Codes that count already stay as they are.
const BEGIN: &str = "INSERT INTO totp (person, begun) VALUES ($1, $2) \
     ON CONFLICT (person) DO UPDATE SET begun = $2 WHERE totp.secret IS NULL";

const BEGUN: &str = "SELECT begun FROM totp WHERE person = $1 AND secret IS NULL";

const CONFIRM: &str = "UPDATE totp SET secret = begun, begun = NULL, step = $3 \
     WHERE person = $1 AND begun = $2 AND secret IS NULL";

const KEEP_RECOVERY_CODE: &str = "INSERT INTO recovery_codes (person, hash) VALUES ($1, $2)";

const DELETE_RECOVERY_CODES: &str = "DELETE FROM recovery_codes WHERE person = $1";

impl Store {
    /// Keeps the secret of one-time codes that do not count yet, in the place of another such.
    /// `false` where there is no account, it is turned off, or has codes that count.
    pub async fn begin_totp(&self, person: &PersonId, secret: &str) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        self.all_or_none(&[must(HOLD, [who]), must(BEGIN, [who, Text(secret)])])
            .await
    }

    /// The secret that was begun and waits for its first code.
    pub async fn begun_totp(&self, person: &PersonId) -> Result<Option<String>, StoreError> {
        let row = self
            .row::<(Option<String>,)>(BEGUN, &[Text(person.as_str())])
            .await?;
        Ok(row.and_then(|(begun,)| begun))
    }

    /// Makes the codes of a secret that was begun count, whose code of this step was given; these
    /// are the hashes of the recovery codes. With the new stamp, sessions and browsers are
    /// forgotten. `false` where another secret was begun since, or codes count already.
    pub async fn confirm_totp(
        &self,
        person: &PersonId,
        begun: &str,
        step: u64,
        recovery_codes: &[String],
        stamp: &str,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let step = Whole(i64::try_from(step).unwrap_or(i64::MAX));
        let mut steps = vec![
            must(RESTAMP, [who, Text(stamp)]),
            must(CONFIRM, [who, Text(begun), step]),
            also(DELETE_RECOVERY_CODES, [who]),
        ];
        steps.extend(
            recovery_codes
                .iter()
                .map(|code| must(KEEP_RECOVERY_CODE, [who, Text(code)])),
        );
        steps.extend(ends(person));
        self.all_or_none(&steps).await
    }

    /// Takes the one-time codes and recovery codes away, with a new stamp; sessions and browsers
    /// are forgotten. `false` where there is no account.
    pub async fn remove_totp(&self, person: &PersonId, stamp: &str) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let mut steps = vec![
            must(
                "UPDATE accounts SET stamp = $2 WHERE person = $1",
                [who, Text(stamp)],
            ),
            also("DELETE FROM totp WHERE person = $1", [who]),
            also(DELETE_RECOVERY_CODES, [who]),
        ];
        steps.extend(ends(person));
        self.all_or_none(&steps).await
    }
}
