//! Tokens of the programming interface: what a program brings in place of a session.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;
use waymark_store::TokenRow;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret};

/// How often the use of a token is written.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// How many characters say what a token is for.
const LONGEST_LABEL: usize = 100;

/// What a token may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Measures and their figures.
    Figures,
    /// The plan, its ratings, meetings and reports.
    Plan,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 2] = [Scope::Figures, Scope::Plan];

    /// The scope in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Figures => "figures",
            Scope::Plan => "plan",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text is no scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such scope; there are `figures` and `plan`")]
pub struct UnknownScope;

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let mut all = Self::ALL.into_iter();
        all.find(|scope| scope.as_str() == text).ok_or(UnknownScope)
    }
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: String,
    /// Whose it is: it sees what they see.
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// What it may read.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// When it was last used, to the minute.
    pub last_used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl ApiToken {
    fn of(row: TokenRow) -> Result<Self, AccountError> {
        let scopes: Result<Vec<Scope>, UnknownScope> =
            row.scopes.split(',').map(str::parse).collect();
        Ok(Self {
            id: row.id,
            person: row.person,
            label: row.label,
            scopes: scopes.map_err(|_| AccountError::Unreadable {
                what: "what a token may read",
            })?,
            made_at: row.made_at,
            until: row.until,
            last_used: row.last_used,
            revoked_at: row.revoked_at,
        })
    }
}

impl Accounts {
    /// Makes a token; gives its id, and the secret, which nobody can read again. The label has 1 to
    /// 100 characters, there is a scope at least, and it ends later than now.
    pub async fn new_token(
        &self,
        person: &PersonId,
        label: &str,
        scopes: &[Scope],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(String, String), AccountError> {
        let label = label.trim();
        let unfit = |why| Err(AccountError::UnfitToken { why });
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            return unfit("say in 1 to 100 characters what it is for");
        }
        if scopes.is_empty() {
            return unfit("choose what it may read");
        }
        if until <= now {
            return unfit("choose an end that is still to come");
        }
        if self
            .account(person)
            .await?
            .is_some_and(|found| found.disabled)
        {
            return Err(AccountError::NoAccount);
        }
        let id = secret::hex(&secret::bytes::<8>());
        let given = format!("wm_{}", secret::random());
        let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let row = TokenRow {
            id: id.clone(),
            person: person.clone(),
            label: label.to_owned(),
            scopes: words.join(","),
            made_at: now,
            until,
            last_used: None,
            revoked_at: None,
        };
        self.store
            .keep_token(&secret::hash(&given), &row, &secret::random())
            .await?;
        self.note(TrailKind::TokenMade, Some(person), None, None, now)
            .await?;
        Ok((id, given))
    }

    /// The token of a secret, as long as it holds and its account is not turned off.
    pub async fn token(
        &self,
        given: &str,
        now: Timestamp,
    ) -> Result<Option<ApiToken>, AccountError> {
        let Some(row) = self.store.find_token(&secret::hash(given), now).await? else {
            return Ok(None);
        };
        let lately = now - NOTED_EVERY;
        if row.last_used.is_none_or(|used| used <= lately) {
            self.store.note_token_used(&row.id, now, lately).await?;
        }
        ApiToken::of(row).map(Some)
    }

    /// The tokens of a person, or all; oldest first.
    pub async fn tokens(&self, person: Option<&PersonId>) -> Result<Vec<ApiToken>, AccountError> {
        let rows = self.store.tokens(person).await?;
        rows.into_iter().map(ApiToken::of).collect()
    }

    /// Revokes a token; where a person is given, only one of theirs. `false` where there is none,
    /// or it was revoked before.
    pub async fn revoke_token(
        &self,
        id: &str,
        of: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let done = self.store.revoke_token(id, of, now).await?;
        if done {
            self.note(TrailKind::TokenRevoked, of, None, None, now)
                .await?;
        }
        Ok(done)
    }
}
