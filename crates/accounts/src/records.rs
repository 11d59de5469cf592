//! Who looked at rows about single children, and who came: records that are only added to.

use std::net::IpAddr;

use jiff::Timestamp;
use waymark_plan::PersonId;
use waymark_store::LookRow;

use crate::{AccountError, Accounts, time};

/// A look at rows about single children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its place in the record; what is given to [`Accounts::note_look`] has none yet.
    pub number: i64,
    /// Who looked.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// At what, such as `cases of re-referrals, March 2017`; never a child's id.
    pub what: String,
    /// Of which snapshot.
    pub snapshot: String,
    /// How many rows.
    pub rows: u64,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $words:literal;)*) => {
        /// What happened about accounts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum TrailKind {
            $($(#[$doc])* $name,)*
        }

        impl TrailKind {
            /// Every kind.
            pub const ALL: &[TrailKind] = &[$(TrailKind::$name),*];

            fn as_str(self) -> &'static str {
                match self {
                    $(TrailKind::$name => $word,)*
                }
            }

            /// What happened, in words.
            pub fn in_words(self) -> &'static str {
                match self {
                    $(TrailKind::$name => $words,)*
                }
            }
        }
    };
}

kinds! {
    /// Somebody signed in.
    SignedIn = "signed-in", "Signed in";
    /// A password was wrong.
    WrongPassword = "wrong-password", "Wrong name or password";
    /// A code was wrong.
    WrongCode = "wrong-code", "Wrong code";
    /// There were too many attempts.
    LockedOut = "locked-out", "Asked to wait after too many attempts";
    /// All sessions were ended.
    SignedOut = "signed-out", "Signed out everywhere";
    /// A password was set.
    PasswordSet = "password-set", "Password set";
    /// A link was made.
    LinkMade = "link-made", "Link for a password made";
    /// One-time codes are asked for.
    TotpOn = "totp-on", "One-time codes turned on";
    /// One-time codes are not asked for any more.
    TotpOff = "totp-off", "One-time codes turned off";
    /// An account was turned off.
    Disabled = "disabled", "Account turned off";
    /// An account was turned on.
    Enabled = "enabled", "Account turned on";
    /// A token was made.
    TokenMade = "token-made", "Token made";
    /// A token was revoked.
    TokenRevoked = "token-revoked", "Token revoked";
    /// An identity was linked.
    IdentityLinked = "identity-linked", "Identity of the provider linked";
    /// A backup was taken.
    BackupTaken = "backup-taken", "Backup taken";
}

/// Something that happened about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its place in the record.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: TrailKind,
    /// Who did it, where it is known.
    pub person: Option<PersonId>,
    /// To whom.
    pub about: Option<PersonId>,
    /// From where.
    pub address: Option<String>,
}

impl Accounts {
    /// Notes a look at rows about single children, before they are shown.
    pub async fn note_look(&self, look: &Look) -> Result<(), AccountError> {
        let row = LookRow {
            number: 0,
            person: look.person.to_string(),
            at: time(look.at),
            what: look.what.clone(),
            snapshot: look.snapshot.clone(),
            cases: i64::try_from(look.rows).unwrap_or(i64::MAX),
        };
        Ok(self.store.add_look(&row).await?)
    }

    /// So many looks before a place of the record, the last first; from its end where no place is
    /// given.
    pub async fn looks(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Look>, AccountError> {
        let before = before.unwrap_or(i64::MAX);
        let rows = self.store.look_rows(before, i64::from(limit)).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                Some(Look {
                    number: row.number,
                    person: row.person.parse().ok()?,
                    at: row.at.parse().ok()?,
                    what: row.what,
                    snapshot: row.snapshot,
                    rows: u64::try_from(row.cases).unwrap_or_default(),
                })
            })
            .collect())
    }

    /// Notes something about accounts.
    pub async fn note(
        &self,
        what: TrailKind,
        person: Option<&PersonId>,
        address: Option<IpAddr>,
        about: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<(), AccountError> {
        let address = address.map(|address| address.to_string());
        Ok(self
            .store
            .add_to_trail(&time(now), what.as_str(), person, about, address.as_deref())
            .await?)
    }

    /// So much of what happened about accounts before a place of the record, the last first.
    pub async fn trail(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<TrailEntry>, AccountError> {
        let before = before.unwrap_or(i64::MAX);
        let rows = self.store.trail_rows(before, i64::from(limit)).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let mut kinds = TrailKind::ALL.iter();
                Some(TrailEntry {
                    number: row.number,
                    at: row.at.parse().ok()?,
                    kind: *kinds.find(|kind| kind.as_str() == row.kind)?,
                    person: row.person.and_then(|person| person.parse().ok()),
                    about: row.about.and_then(|person| person.parse().ok()),
                    address: row.address,
                })
            })
            .collect())
    }
}
