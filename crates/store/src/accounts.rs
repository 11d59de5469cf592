//! Who signs in, and with what: rows and statements. What they mean is for the room `accounts`; here
//! every secret is a text that was hashed before, and every time a text that can be ordered.

use waymark_plan::PersonId;

use crate::Store;
use crate::db::on_db;
use crate::error::StoreError;

/// A value that goes into a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bind<'a> {
    /// A text.
    Text(&'a str),
    /// A text, or nothing.
    Maybe(Option<&'a str>),
    /// A whole number.
    Whole(i64),
}

/// Binds values to a statement, in order.
macro_rules! bound {
    ($query:expr, $binds:expr) => {{
        let mut query = $query;
        for bind in $binds {
            query = match *bind {
                $crate::accounts::Bind::Text(text) => query.bind(text.to_owned()),
                $crate::accounts::Bind::Maybe(text) => query.bind(text.map(str::to_owned)),
                $crate::accounts::Bind::Whole(number) => query.bind(number),
            };
        }
        query
    }};
}

use Bind::{Maybe, Text, Whole};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The person.
    pub person: String,
    /// The password's hash.
    pub password: Option<String>,
    /// What sessions must know.
    pub stamp: String,
    /// Whether it is turned off.
    pub disabled: bool,
    /// The secret of its one-time codes.
    pub totp_secret: Option<String>,
    /// Whether a code of it was given once, so that it counts.
    pub totp_confirmed: bool,
    /// The last step of time whose code was used.
    pub totp_step: i64,
    /// When somebody last signed in with it.
    pub last_sign_in: Option<String>,
    /// How many identities of a provider are linked to it.
    pub identities: i64,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
}

type AccountColumns = (
    String,
    Option<String>,
    String,
    i64,
    Option<String>,
    i64,
    i64,
    Option<String>,
    i64,
    i64,
);

const ACCOUNTS: &str = "SELECT person, password, stamp, disabled, totp_secret, totp_confirmed, \
     totp_step, last_sign_in, \
     (SELECT COUNT(*) FROM identities WHERE identities.person = accounts.person), \
     (SELECT COUNT(*) FROM recovery_codes WHERE recovery_codes.person = accounts.person) \
     FROM accounts WHERE person = $1 OR $1 = '' ORDER BY person";

/// Failed attempts since a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttemptCounts {
    /// Of this name from this source, and when the last was.
    pub of_source: (i64, Option<String>),
    /// Of this name from all sources that are not trusted, within the longer time.
    pub untrusted: (i64, Option<String>),
    /// From this address, whatever the name.
    pub of_address: (i64, Option<String>),
}

/// A token of the programming interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// What it is for.
    pub label: String,
    /// What it may read, with commas.
    pub scopes: String,
    /// When it was made.
    pub made_at: String,
    /// When it ends.
    pub until: String,
    /// When it was last used.
    pub last_used: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
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
    /// Runs a statement and gives how many rows it changed.
    pub(crate) async fn execute(
        &self,
        sql: &'static str,
        binds: &[Bind<'_>],
    ) -> Result<u64, StoreError> {
        on_db!(&self.db, |pool| {
            bound!(sqlx::query(sql), binds)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })
        .map_err(|error| self.failure(&error))
    }

    /// Runs statements of which the later ones count only where the first changed a row. Gives
    /// whether it did.
    pub(crate) async fn execute_if_first(
        &self,
        statements: &[(&'static str, Vec<Bind<'_>>)],
    ) -> Result<bool, StoreError> {
        let begin = self.db.begin();
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            for (at, (sql, binds)) in statements.iter().enumerate() {
                let done = bound!(sqlx::query(*sql), binds.as_slice())
                    .execute(&mut *tx)
                    .await
                    .map_err(|error| self.failure(&error))?;
                if at == 0 && done.rows_affected() == 0 {
                    tx.rollback().await.ok();
                    return Ok(false);
                }
            }
            tx.commit().await.map_err(|_| StoreError::Unsure)?;
            Ok(true)
        })
    }

    /// One account, or all.
    pub async fn account_rows(
        &self,
        person: Option<&PersonId>,
    ) -> Result<Vec<AccountRow>, StoreError> {
        let person = person.map(PersonId::as_str).unwrap_or_default();
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, AccountColumns>(ACCOUNTS)
                .bind(person.to_owned())
                .fetch_all(pool)
                .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(rows
            .into_iter()
            .map(|row| AccountRow {
                person: row.0,
                password: row.1,
                stamp: row.2,
                disabled: row.3 != 0,
                totp_secret: row.4,
                totp_confirmed: row.5 != 0,
                totp_step: row.6,
                last_sign_in: row.7,
                identities: row.8,
                recovery_codes: row.9,
            })
            .collect())
    }

    /// The stamp of an account that is not turned off.
    pub async fn account_stamp(&self, person: &PersonId) -> Result<Option<String>, StoreError> {
        let row = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (String,)>(
                "SELECT stamp FROM accounts WHERE person = $1 AND disabled = 0",
            )
            .bind(person.as_str().to_owned())
            .fetch_optional(pool)
            .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(row.map(|row| row.0))
    }

    /// Makes an account where there is none.
    pub async fn make_account(&self, person: &PersonId, stamp: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO accounts (person, stamp) VALUES ($1, $2) ON CONFLICT (person) DO NOTHING",
            &[Text(person.as_str()), Text(stamp)],
        )
        .await?;
        Ok(())
    }

    /// Sets a password's hash, with a new stamp, and ends every session; an account is made where
    /// there is none.
    pub async fn set_password(
        &self,
        person: &PersonId,
        password: &str,
        stamp: &str,
    ) -> Result<(), StoreError> {
        let person = Text(person.as_str());
        self.execute_if_first(&[
            (
                "INSERT INTO accounts (person, password, stamp) VALUES ($1, $2, $3) \
                 ON CONFLICT (person) DO UPDATE SET password = $2, stamp = $3",
                vec![person, Text(password), Text(stamp)],
            ),
            ("DELETE FROM sessions WHERE person = $1", vec![person]),
        ])
        .await?;
        Ok(())
    }

    /// Follows a link once: sets the password's hash of whoever it is of. `false` where the link is
    /// gone, or was of another person.
    pub async fn set_password_by_link(
        &self,
        link: &str,
        person: &PersonId,
        password: &str,
        stamp: &str,
        now: &str,
    ) -> Result<bool, StoreError> {
        let person = Text(person.as_str());
        self.execute_if_first(&[
            (
                "DELETE FROM links WHERE hash = $1 AND person = $2 AND until > $3",
                vec![Text(link), person, Text(now)],
            ),
            (
                "INSERT INTO accounts (person, password, stamp) VALUES ($1, $2, $3) \
                 ON CONFLICT (person) DO UPDATE SET password = $2, stamp = $3",
                vec![person, Text(password), Text(stamp)],
            ),
            ("DELETE FROM sessions WHERE person = $1", vec![person]),
            ("DELETE FROM links WHERE person = $1", vec![person]),
        ])
        .await
    }

    /// Gives an account a new stamp, turned off or on where that is said, and ends its sessions.
    pub async fn restamp_account(
        &self,
        person: &PersonId,
        stamp: &str,
        disabled: Option<bool>,
    ) -> Result<(), StoreError> {
        let person = Text(person.as_str());
        let disabled = disabled.map_or(-1, i64::from);
        self.execute_if_first(&[
            (
                "UPDATE accounts SET stamp = $2, \
                 disabled = CASE WHEN $3 < 0 THEN disabled ELSE $3 END WHERE person = $1",
                vec![person, Text(stamp), Whole(disabled)],
            ),
            ("DELETE FROM sessions WHERE person = $1", vec![person]),
        ])
        .await?;
        Ok(())
    }

    /// Notes that somebody has signed in.
    pub async fn note_sign_in(&self, person: &PersonId, at: &str) -> Result<(), StoreError> {
        self.execute(
            "UPDATE accounts SET last_sign_in = $2 WHERE person = $1",
            &[Text(person.as_str()), Text(at)],
        )
        .await?;
        Ok(())
    }

    /// Keeps the secret of one-time codes that are not confirmed yet.
    pub async fn begin_totp(&self, person: &PersonId, secret: &str) -> Result<(), StoreError> {
        self.execute(
            "UPDATE accounts SET totp_secret = $2, totp_confirmed = 0, totp_step = 0 \
             WHERE person = $1 AND totp_confirmed = 0",
            &[Text(person.as_str()), Text(secret)],
        )
        .await?;
        Ok(())
    }

    /// Uses the code of a step of time: `false` where it, or a later one, was used before. With
    /// `recovery`, the codes count from now on, and these are the recovery codes' hashes.
    pub async fn use_totp_step(
        &self,
        person: &PersonId,
        step: i64,
        recovery: Option<(&str, &[String])>,
    ) -> Result<bool, StoreError> {
        let person = Text(person.as_str());
        let mut statements = vec![(
            "UPDATE accounts SET totp_step = $2 WHERE person = $1 AND totp_step < $2",
            vec![person, Whole(step)],
        )];
        if let Some((stamp, codes)) = recovery {
            statements.push((
                "UPDATE accounts SET totp_confirmed = 1, stamp = $2 WHERE person = $1",
                vec![person, Text(stamp)],
            ));
            statements.push((
                "DELETE FROM recovery_codes WHERE person = $1",
                vec![person],
            ));
            for code in codes {
                statements.push((
                    "INSERT INTO recovery_codes (person, hash) VALUES ($1, $2)",
                    vec![person, Text(code)],
                ));
            }
        }
        self.execute_if_first(&statements).await
    }

    /// Uses a recovery code up: `false` where there is none such.
    pub async fn use_recovery_code(
        &self,
        person: &PersonId,
        hash: &str,
    ) -> Result<bool, StoreError> {
        let done = self
            .execute(
                "DELETE FROM recovery_codes WHERE person = $1 AND hash = $2",
                &[Text(person.as_str()), Text(hash)],
            )
            .await?;
        Ok(done > 0)
    }

    /// Takes the one-time codes away.
    pub async fn remove_totp(&self, person: &PersonId, stamp: &str) -> Result<(), StoreError> {
        let person = Text(person.as_str());
        self.execute_if_first(&[
            (
                "UPDATE accounts SET totp_secret = NULL, totp_confirmed = 0, totp_step = 0, \
                 stamp = $2 WHERE person = $1",
                vec![person, Text(stamp)],
            ),
            ("DELETE FROM recovery_codes WHERE person = $1", vec![person]),
        ])
        .await?;
        Ok(())
    }

    /// Keeps a browser that somebody has signed in with; of more than ten the oldest go.
    pub async fn keep_device(
        &self,
        person: &PersonId,
        hash: &str,
        now: &str,
        until: &str,
    ) -> Result<(), StoreError> {
        let person = Text(person.as_str());
        self.execute_if_first(&[
            (
                "INSERT INTO devices (person, hash, made_at, until) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (person, hash) DO UPDATE SET until = $4",
                vec![person, Text(hash), Text(now), Text(until)],
            ),
            (
                "DELETE FROM devices WHERE person = $1 AND (until <= $2 OR hash NOT IN \
                 (SELECT hash FROM devices WHERE person = $1 ORDER BY until DESC LIMIT 10))",
                vec![person, Text(now)],
            ),
        ])
        .await?;
        Ok(())
    }

    /// Whether somebody has signed in with a browser before.
    pub async fn knows_device(
        &self,
        person: &PersonId,
        hash: &str,
        now: &str,
    ) -> Result<bool, StoreError> {
        let found = self
            .count(
                "SELECT COUNT(*), MAX(until) FROM devices \
                 WHERE person = $1 AND hash = $2 AND until > $3",
                &[Text(person.as_str()), Text(hash), Text(now)],
            )
            .await?;
        Ok(found.0 > 0)
    }

    async fn count(
        &self,
        sql: &'static str,
        binds: &[Bind<'_>],
    ) -> Result<(i64, Option<String>), StoreError> {
        on_db!(&self.db, |pool| {
            bound!(sqlx::query_as::<_, (i64, Option<String>)>(sql), binds)
                .fetch_one(pool)
                .await
        })
        .map_err(|error| self.failure(&error))
    }

    /// Notes a failed attempt, and forgets those before a time.
    pub async fn note_attempt(
        &self,
        name: &str,
        source: &str,
        address: &str,
        trusted: bool,
        at: &str,
        forget_before: &str,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO attempts (name, source, address, trusted, at) VALUES ($1, $2, $3, $4, $5)",
            &[
                Text(name),
                Text(source),
                Text(address),
                Whole(i64::from(trusted)),
                Text(at),
            ],
        )
        .await?;
        self.execute("DELETE FROM attempts WHERE at < $1", &[Text(forget_before)])
            .await?;
        Ok(())
    }

    /// How many attempts have failed.
    pub async fn failed_attempts(
        &self,
        name: &str,
        source: &str,
        address: &str,
        since: &str,
        since_longer: &str,
    ) -> Result<AttemptCounts, StoreError> {
        Ok(AttemptCounts {
            of_source: self
                .count(
                    "SELECT COUNT(*), MAX(at) FROM attempts \
                     WHERE name = $1 AND source = $2 AND at > $3",
                    &[Text(name), Text(source), Text(since)],
                )
                .await?,
            untrusted: self
                .count(
                    "SELECT COUNT(*), MIN(at) FROM attempts \
                     WHERE name = $1 AND trusted = 0 AND at > $2",
                    &[Text(name), Text(since_longer)],
                )
                .await?,
            of_address: self
                .count(
                    "SELECT COUNT(*), MAX(at) FROM attempts WHERE address = $1 AND at > $2",
                    &[Text(address), Text(since)],
                )
                .await?,
        })
    }

    /// Forgets the failed attempts of a name from a source.
    pub async fn clear_attempts(&self, name: &str, source: &str) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM attempts WHERE name = $1 AND source = $2",
            &[Text(name), Text(source)],
        )
        .await?;
        Ok(())
    }

    /// Keeps a link in the place of the others of its kind.
    pub async fn keep_link(
        &self,
        hash: &str,
        person: &PersonId,
        kind: &str,
        until: &str,
    ) -> Result<(), StoreError> {
        let who = Text(person.as_str());
        self.execute_if_first(&[
            (
                "INSERT INTO links (hash, person, kind, until) VALUES ($1, $2, $3, $4)",
                vec![Text(hash), who, Text(kind), Text(until)],
            ),
            (
                "DELETE FROM links WHERE person = $1 AND kind = $2 AND hash <> $3",
                vec![who, Text(kind), Text(hash)],
            ),
        ])
        .await?;
        Ok(())
    }

    /// Whose a link is, and its kind, as long as it holds.
    pub async fn find_link(
        &self,
        hash: &str,
        now: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (String, String)>(
                "SELECT person, kind FROM links WHERE hash = $1 AND until > $2",
            )
            .bind(hash.to_owned())
            .bind(now.to_owned())
            .fetch_optional(pool)
            .await
        })
        .map_err(|error| self.failure(&error))
    }

    /// Links an identity of a provider to a person, in the place of whom it was linked to.
    pub async fn link_identity(
        &self,
        person: &PersonId,
        issuer: &str,
        subject: &str,
        at: &str,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO identities (issuer, subject, person, linked_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (issuer, subject) DO UPDATE SET person = $3, linked_at = $4",
            &[
                Text(issuer),
                Text(subject),
                Text(person.as_str()),
                Text(at),
            ],
        )
        .await?;
        Ok(())
    }

    /// Whom an identity of a provider is linked to.
    pub async fn person_of_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<String>, StoreError> {
        let row = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, (String,)>(
                "SELECT person FROM identities WHERE issuer = $1 AND subject = $2",
            )
            .bind(issuer.to_owned())
            .bind(subject.to_owned())
            .fetch_optional(pool)
            .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(row.map(|row| row.0))
    }

    /// Takes the links of a person's identities away.
    pub async fn unlink_identities(&self, person: &PersonId) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM identities WHERE person = $1",
            &[Text(person.as_str())],
        )
        .await?;
        Ok(())
    }

    /// Keeps a token under the hash of its secret.
    pub async fn keep_token(&self, hash: &str, token: &TokenRow) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO tokens (id, hash, person, label, scopes, made_at, until) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[
                Text(&token.id),
                Text(hash),
                Text(&token.person),
                Text(&token.label),
                Text(&token.scopes),
                Text(&token.made_at),
                Text(&token.until),
            ],
        )
        .await?;
        Ok(())
    }

    /// A token by the hash of its secret, where its account is there and not turned off.
    pub async fn find_token(&self, hash: &str) -> Result<Option<TokenRow>, StoreError> {
        let rows = self
            .tokens_where(
                "SELECT tokens.id, tokens.person, label, scopes, made_at, until, last_used, \
                 revoked_at FROM tokens JOIN accounts ON accounts.person = tokens.person \
                 WHERE hash = $1 AND disabled = 0",
                hash,
            )
            .await?;
        Ok(rows.into_iter().next())
    }

    /// Every token of a person, or all.
    pub async fn token_rows(
        &self,
        person: Option<&PersonId>,
    ) -> Result<Vec<TokenRow>, StoreError> {
        const LIST: &str = "SELECT id, person, label, scopes, made_at, until, last_used, revoked_at \
             FROM tokens WHERE person = $1 OR $1 = '' ORDER BY made_at, id";
        let person = person.map(PersonId::as_str).unwrap_or_default();
        self.tokens_where(LIST, person).await
    }

    async fn tokens_where(
        &self,
        sql: &'static str,
        bind: &str,
    ) -> Result<Vec<TokenRow>, StoreError> {
        let rows = on_db!(&self.db, |pool| {
            sqlx::query_as::<_, TokenColumns>(sql)
                .bind(bind.to_owned())
                .fetch_all(pool)
                .await
        })
        .map_err(|error| self.failure(&error))?;
        Ok(rows
            .into_iter()
            .map(|row| TokenRow {
                id: row.0,
                person: row.1,
                label: row.2,
                scopes: row.3,
                made_at: row.4,
                until: row.5,
                last_used: row.6,
                revoked_at: row.7,
            })
            .collect())
    }

    /// Notes that a token was used.
    pub async fn note_token_used(&self, id: &str, at: &str) -> Result<(), StoreError> {
        self.execute(
            "UPDATE tokens SET last_used = $2 WHERE id = $1",
            &[Text(id), Text(at)],
        )
        .await?;
        Ok(())
    }

    /// Revokes a token; `false` where there is none such of this person, or it was revoked before.
    pub async fn revoke_token(
        &self,
        id: &str,
        person: Option<&PersonId>,
        at: &str,
    ) -> Result<bool, StoreError> {
        let done = self
            .execute(
                "UPDATE tokens SET revoked_at = $3 WHERE id = $1 AND revoked_at IS NULL \
                 AND (person = $2 OR $2 = '')",
                &[
                    Text(id),
                    Text(person.map(PersonId::as_str).unwrap_or_default()),
                    Text(at),
                ],
            )
            .await?;
        Ok(done > 0)
    }

    /// A number that rises whenever somebody is added, changed or erased.
    pub async fn people_version(&self) -> Result<u64, StoreError> {
        let (version, _) = self
            .count("SELECT version, NULL FROM people_version WHERE one = 1", &[])
            .await?;
        Ok(u64::try_from(version).unwrap_or_default())
    }

    pub(crate) fn maybe(text: Option<&str>) -> Bind<'_> {
        Maybe(text)
    }
}
