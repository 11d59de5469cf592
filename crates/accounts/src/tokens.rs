//! Tokens of the programming interface: what a program brings in place of a session.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use waymark_plan::PersonId;
use waymark_store::TokenRow;

use crate::records::TrailKind;
use crate::{AccountError, Accounts, secret, time};

/// How often the use of a token is written.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

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
    fn of(row: &TokenRow) -> Option<Self> {
        let at = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        Some(Self {
            id: row.id.clone(),
            person: row.person.parse().ok()?,
            label: row.label.clone(),
            scopes: row
                .scopes
                .split(',')
                .filter_map(|scope| scope.parse().ok())
                .collect(),
            made_at: row.made_at.parse().ok()?,
            until: row.until.parse().ok()?,
            last_used: at(&row.last_used),
            revoked_at: at(&row.revoked_at),
        })
    }
}

impl Accounts {
    /// Makes a token; gives its id, and the secret, which nobody can read again.
    pub async fn new_token(
        &self,
        person: &PersonId,
        label: &str,
        scopes: &[Scope],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(String, String), AccountError> {
        self.row(person).await?.ok_or(AccountError::NoAccount)?;
        let id = secret::hex(&secret::bytes::<6>());
        let given = format!("wm_{}", secret::random());
        let words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let row = TokenRow {
            id: id.clone(),
            person: person.to_string(),
            label: label.to_owned(),
            scopes: words.join(","),
            made_at: time(now),
            until: time(until),
            last_used: None,
            revoked_at: None,
        };
        self.store.keep_token(&secret::hash(&given), &row).await?;
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
        let row = self.store.find_token(&secret::hash(given)).await?;
        let Some(token) = row.as_ref().and_then(ApiToken::of) else {
            return Ok(None);
        };
        if token.revoked_at.is_some() || token.until <= now {
            return Ok(None);
        }
        let lately = token
            .last_used
            .is_some_and(|used| now.duration_since(used) < NOTED_EVERY);
        if !lately {
            self.store.note_token_used(&token.id, &time(now)).await?;
        }
        Ok(Some(token))
    }

    /// The tokens of a person, or all.
    pub async fn tokens(
        &self,
        person: Option<&PersonId>,
    ) -> Result<Vec<ApiToken>, AccountError> {
        let rows = self.store.token_rows(person).await?;
        Ok(rows.iter().filter_map(ApiToken::of).collect())
    }

    /// Revokes a token; where a person is given, only one of theirs. `false` where there is none.
    pub async fn revoke_token(
        &self,
        id: &str,
        of: Option<&PersonId>,
        now: Timestamp,
    ) -> Result<bool, AccountError> {
        let done = self.store.revoke_token(id, of, &time(now)).await?;
        if done {
            self.note(TrailKind::TokenRevoked, of, None, None, now)
                .await?;
        }
        Ok(done)
    }
}
