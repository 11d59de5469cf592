//! Who signs in: accounts, their passwords' hashes, whether they are turned off, and the identities
//! of a provider that are linked to them. What a password must be, and who may change what, is not
//! said here; every secret is a text that was hashed before, but for those of one-time codes.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::error::StoreError;
use crate::statement::Bind::{Text, Whole};
use crate::statement::{Step, also, must, text_of};

const LIST: &str = "SELECT person, \
     CAST(CASE WHEN password IS NULL THEN 0 ELSE 1 END AS BIGINT), \
     (SELECT COUNT(*) FROM totp WHERE totp.person = accounts.person AND secret IS NOT NULL), \
     disabled, last_sign_in, \
     (SELECT COUNT(*) FROM identities WHERE identities.person = accounts.person), \
     (SELECT COUNT(*) FROM recovery_codes WHERE recovery_codes.person = accounts.person) \
     FROM accounts WHERE person = $1 OR $1 = ''";

const IS_ANY: &str = "SELECT COUNT(*) FROM accounts WHERE password IS NOT NULL \
     OR EXISTS (SELECT 1 FROM identities WHERE identities.person = accounts.person)";

const CREDENTIALS: &str = "SELECT password, stamp, \
     (SELECT secret FROM totp WHERE totp.person = accounts.person) \
     FROM accounts WHERE person = $1 AND disabled = 0";

const STAMP: &str = "SELECT stamp FROM accounts WHERE person = $1 AND disabled = 0";

pub(crate) const MAKE: &str = "INSERT INTO accounts (person, stamp) VALUES ($1, $2) \
     ON CONFLICT (person) DO NOTHING";

const RESTAMP: &str = "UPDATE accounts SET stamp = $2 WHERE person = $1";

const TURN: &str = "UPDATE accounts SET stamp = $2, disabled = $3 WHERE person = $1";

/// Only where nobody has changed it since it was looked at.
const CHANGE_PASSWORD: &str = "UPDATE accounts SET password = $2, stamp = $3 \
     WHERE person = $1 AND stamp = $4 AND disabled = 0";

/// An identity that is another's stays theirs.
const LINK_IDENTITY: &str = "INSERT INTO identities (issuer, subject, person, linked_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (issuer, subject) DO UPDATE SET linked_at = identities.linked_at \
     WHERE identities.person = $3";

const IDENTITY: &str = "SELECT person FROM identities WHERE issuer = $1 AND subject = $2";

/// An account, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Whose it is.
    pub person: PersonId,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether it has one-time codes that count.
    pub has_totp: bool,
    /// Whether it is turned off.
    pub disabled: bool,
    /// When somebody last signed in with it.
    pub last_sign_in: Option<Timestamp>,
    /// How many identities of a provider are linked to it.
    pub identities: u32,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
}

/// What an account is signed in with. It is not shown by debugging, as it is secret.
pub struct CredentialsRow {
    /// The password's hash.
    pub password: Option<String>,
    /// What sessions must know.
    pub stamp: String,
    /// The secret of its one-time codes, where they count.
    pub totp_secret: Option<String>,
}

type AccountColumns = (String, i64, i64, i64, Option<String>, i64, i64);

impl Store {
    /// Every account, by the number of its person.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        let mut rows = self.accounts_where("").await?;
        rows.sort_by_key(|row| crate::people::number_of(&row.person));
        Ok(rows)
    }

    /// A person's account.
    pub async fn account(&self, person: &PersonId) -> Result<Option<AccountRow>, StoreError> {
        let rows = self.accounts_where(person.as_str()).await?;
        Ok(rows.into_iter().next())
    }

    async fn accounts_where(&self, person: &str) -> Result<Vec<AccountRow>, StoreError> {
        let rows = self.rows::<AccountColumns>(LIST, &[Text(person)]).await?;
        rows.into_iter().map(|row| self.account_of(row)).collect()
    }

    fn account_of(&self, row: AccountColumns) -> Result<AccountRow, StoreError> {
        let (person, password, totp, disabled, last_sign_in, identities, recovery_codes) = row;
        Ok(AccountRow {
            person: self.read(&person, "whose an account is")?,
            has_password: password > 0,
            has_totp: totp > 0,
            disabled: disabled != 0,
            last_sign_in: self.read_maybe(last_sign_in.as_deref(), "when somebody signed in")?,
            identities: u32::try_from(identities).unwrap_or_default(),
            recovery_codes: u32::try_from(recovery_codes).unwrap_or_default(),
        })
    }

    /// Whether there is an account with a password or an identity.
    pub async fn is_any_account(&self) -> Result<bool, StoreError> {
        let row = self.row::<(i64,)>(IS_ANY, &[]).await?;
        Ok(row.is_some_and(|(count,)| count > 0))
    }

    /// What an account that is not turned off is signed in with. For nobody the same question is
    /// asked, so that it takes the same time.
    pub async fn credentials(
        &self,
        person: Option<&PersonId>,
    ) -> Result<Option<CredentialsRow>, StoreError> {
        type Columns = (Option<String>, String, Option<String>);
        let person = person.map(PersonId::as_str).unwrap_or_default();
        let row = self.row::<Columns>(CREDENTIALS, &[Text(person)]).await?;
        Ok(row.map(|(password, stamp, totp_secret)| CredentialsRow {
            password,
            stamp,
            totp_secret,
        }))
    }

    /// The stamp of an account that is not turned off.
    pub async fn account_stamp(&self, person: &PersonId) -> Result<Option<String>, StoreError> {
        let row = self
            .row::<(String,)>(STAMP, &[Text(person.as_str())])
            .await?;
        Ok(row.map(|(stamp,)| stamp))
    }

    /// Makes an account where there is none. The person must be there.
    pub async fn make_account(&self, person: &PersonId, stamp: &str) -> Result<(), StoreError> {
        let steps = vec![also(MAKE, [Text(person.as_str()), Text(stamp)])];
        self.all_or_none_about(person, steps).await?;
        Ok(())
    }

    /// Gives an account a new stamp, and forgets its sessions and browsers. `false` where there is
    /// no account.
    pub async fn restamp_account(
        &self,
        person: &PersonId,
        stamp: &str,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let mut steps = vec![must(RESTAMP, [who, Text(stamp)])];
        steps.extend(ends(person));
        self.all_or_none(&steps).await
    }

    /// Turns an account off or on, with a new stamp; its sessions and browsers are forgotten, and
    /// its links too where it is turned off. `false` where there is no account.
    pub async fn turn_account(
        &self,
        person: &PersonId,
        off: bool,
        stamp: &str,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let mut steps = vec![must(TURN, [who, Text(stamp), Whole(i64::from(off))])];
        steps.extend(ends(person));
        if off {
            steps.push(also("DELETE FROM links WHERE person = $1", [who]));
        }
        self.all_or_none(&steps).await
    }

    /// Puts a password's hash in the place of another, with a new stamp; sessions, browsers and
    /// links are forgotten. `seen` is the stamp that the account had when the old password was
    /// found right: `false` where it has another by now.
    pub async fn change_password(
        &self,
        person: &PersonId,
        seen: &str,
        password: &str,
        stamp: &str,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let mut steps = vec![must(
            CHANGE_PASSWORD,
            [who, Text(password), Text(stamp), Text(seen)],
        )];
        steps.extend(ends(person));
        steps.push(also("DELETE FROM links WHERE person = $1", [who]));
        self.all_or_none(&steps).await
    }

    /// Links an identity of a provider to a person, whose account is made where there is none.
    /// `false` where it is linked to another; it stays so.
    pub async fn link_identity(
        &self,
        person: &PersonId,
        issuer: &str,
        subject: &str,
        stamp: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let at = text_of(at);
        let steps = vec![
            also(MAKE, [who, Text(stamp)]),
            must(LINK_IDENTITY, [Text(issuer), Text(subject), who, Text(&at)]),
        ];
        self.all_or_none_about(person, steps).await
    }

    /// Whom an identity of a provider is linked to.
    pub async fn person_of_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        let row = self
            .row::<(String,)>(IDENTITY, &[Text(issuer), Text(subject)])
            .await?;
        self.read_maybe(
            row.as_ref().map(|(person,)| person.as_str()),
            "whose an identity is",
        )
    }

    /// Takes the links of a person's identities away, with a new stamp; sessions and browsers are
    /// forgotten. `false` where there is no account.
    pub async fn unlink_identities(
        &self,
        person: &PersonId,
        stamp: &str,
    ) -> Result<bool, StoreError> {
        let who = Text(person.as_str());
        let mut steps = vec![
            must(RESTAMP, [who, Text(stamp)]),
            also("DELETE FROM identities WHERE person = $1", [who]),
        ];
        steps.extend(ends(person));
        self.all_or_none(&steps).await
    }
}

/// What ends with the stamp that an account had: its sessions, and the browsers that are known.
pub(crate) fn ends(person: &PersonId) -> [Step<'_>; 2] {
    let who = Text(person.as_str());
    [
        also("DELETE FROM sessions WHERE person = $1", [who]),
        also("DELETE FROM devices WHERE person = $1", [who]),
    ]
}
