//! Tokens of the programming interface, under the hashes of their secrets.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::accounts::MAKE;
use crate::error::StoreError;
use crate::statement::Bind::Text;
use crate::statement::{also, must, text_of};

const KEEP: &str = "INSERT INTO tokens (id, hash, person, label, scopes, made_at, until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

const FIND: &str = "SELECT tokens.id, tokens.person, label, scopes, made_at, until, last_used, \
     revoked_at FROM tokens JOIN accounts ON accounts.person = tokens.person \
     WHERE hash = $1 AND disabled = 0 AND revoked_at IS NULL AND until > $2";

const LIST: &str = "SELECT id, person, label, scopes, made_at, until, last_used, revoked_at \
     FROM tokens WHERE person = $1 OR $1 = '' ORDER BY made_at, id";

const NOTE_USE: &str = "UPDATE tokens SET last_used = $2 \
     WHERE id = $1 AND (last_used IS NULL OR last_used <= $3)";

const REVOKE: &str = "UPDATE tokens SET revoked_at = $3 \
     WHERE id = $1 AND revoked_at IS NULL AND (person = $2 OR $2 = '')";

/// A token of the programming interface, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// What it may read, as the caller wrote it.
    pub scopes: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub until: Timestamp,
    /// When it was last used.
    pub last_used: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

type TokenColumns = (
    String,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
);

impl Store {
    /// Keeps a new token under the hash of its secret. The person's account is made, with this
    /// stamp, where there is none.
    pub async fn keep_token(
        &self,
        hash: &str,
        token: &TokenRow,
        stamp: &str,
    ) -> Result<(), StoreError> {
        let who = Text(token.person.as_str());
        let (made_at, until) = (text_of(token.made_at), text_of(token.until));
        let steps = vec![
            also(MAKE, [who, Text(stamp)]),
            must(
                KEEP,
                [
                    Text(&token.id),
                    Text(hash),
                    who,
                    Text(&token.label),
                    Text(&token.scopes),
                    Text(&made_at),
                    Text(&until),
                ],
            ),
        ];
        self.all_or_none_about(&token.person, steps).await?;
        Ok(())
    }

    /// A token by the hash of its secret, where it has not ended, was not revoked, and its account
    /// is not turned off.
    pub async fn find_token(
        &self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<TokenRow>, StoreError> {
        let now = text_of(now);
        let row = self.row(FIND, &[Text(hash), Text(&now)]).await?;
        row.map(|row| self.token_of(row)).transpose()
    }

    /// The tokens of a person, or all; oldest first.
    pub async fn tokens(&self, person: Option<&PersonId>) -> Result<Vec<TokenRow>, StoreError> {
        let person = person.map(PersonId::as_str).unwrap_or_default();
        let rows = self.rows(LIST, &[Text(person)]).await?;
        rows.into_iter().map(|row| self.token_of(row)).collect()
    }

    fn token_of(&self, row: TokenColumns) -> Result<TokenRow, StoreError> {
        let (id, person, label, scopes, made_at, until, last_used, revoked_at) = row;
        const WHEN: &str = "a time of a token";
        Ok(TokenRow {
            id,
            person: self.read(&person, "whose a token is")?,
            label,
            scopes,
            made_at: self.read(&made_at, WHEN)?,
            until: self.read(&until, WHEN)?,
            last_used: self.read_maybe(last_used.as_deref(), WHEN)?,
            revoked_at: self.read_maybe(revoked_at.as_deref(), WHEN)?,
        })
    }

    /// Notes that a token was used, unless a use after `lately` is noted.
    pub async fn note_token_used(
        &self,
        id: &str,
        at: Timestamp,
        lately: Timestamp,
    ) -> Result<(), StoreError> {
        let (at, lately) = (text_of(at), text_of(lately));
        self.execute(NOTE_USE, &[Text(id), Text(&at), Text(&lately)])
            .await?;
        Ok(())
    }

    /// Revokes a token, where a person is given only one of theirs; `false` where there is none
    /// such, or it was revoked before.
    pub async fn revoke_token(
        &self,
        id: &str,
        person: Option<&PersonId>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let person = person.map(PersonId::as_str).unwrap_or_default();
        let at = text_of(at);
        let done = self
            .execute(REVOKE, &[Text(id), Text(person), Text(&at)])
            .await?;
        Ok(done > 0)
    }
}
