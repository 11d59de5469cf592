//! Who looked at rows about single children, and who came: records that are only added to.

use std::net::IpAddr;

use jiff::Timestamp;
use waymark_plan::PersonId;
use waymark_store::{LookRow, TrailRow};

use crate::{AccountError, Accounts};

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
    /// The links of somebody's identities were taken away.
    IdentityUnlinked = "identity-unlinked", "Identities of the provider unlinked";
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
            number: look.number,
            person: look.person.clone(),
            at: look.at,
            what: look.what.clone(),
            snapshot: look.snapshot.clone(),
            cases: look.rows,
        };
        Ok(self.store.add_look(&row).await?)
    }

    /// So many looks before a place of the record, the last first; from its end where no place is
    /// given.
    pub async fn looks(&self, before: Option<i64>, limit: u32) -> Result<Vec<Look>, AccountError> {
        let rows = self.store.looks(before, limit).await?;
        let looks = rows.into_iter().map(|row| Look {
            number: row.number,
            person: row.person,
            at: row.at,
            what: row.what,
            snapshot: row.snapshot,
            rows: row.cases,
        });
        Ok(looks.collect())
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
        let row = TrailRow {
            number: 0,
            at: now,
            kind: what.as_str().to_owned(),
            person: person.cloned(),
            about: about.cloned(),
            address: address.map(|address| address.to_canonical().to_string()),
        };
        Ok(self.store.add_to_trail(&row).await?)
    }

    /// So much of what happened about accounts before a place of the record, the last first. What
    /// this program does not know is an error, and is not left out in silence.
    pub async fn trail(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<TrailEntry>, AccountError> {
        let rows = self.store.trail(before, limit).await?;
        rows.into_iter().map(TrailEntry::of).collect()
    }
}

impl TrailEntry {
    fn of(row: TrailRow) -> Result<Self, AccountError> {
        let mut kinds = TrailKind::ALL.iter();
        let kind = kinds.find(|kind| kind.as_str() == row.kind);
        Ok(Self {
            number: row.number,
            at: row.at,
            kind: *kind.ok_or(AccountError::Unreadable {
                what: "what an entry of the trail says",
            })?,
            person: row.person,
            about: row.about,
            address: row.address,
        })
    }
}
