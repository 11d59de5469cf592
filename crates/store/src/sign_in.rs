//! Attempts to sign in, the browsers that are known, and signing in itself. How many attempts are
//! too many is not decided here.

use jiff::Timestamp;
use waymark_plan::PersonId;

use crate::Store;
use crate::db::on_db;
use crate::error::StoreError;
use crate::statement::Bind::{Text, Whole};
use crate::statement::{also, bound, must, text_of};

const TAKE_TURN: &str = "UPDATE attempts_turn SET turn = turn + 1";

const FORGET_ATTEMPTS: &str = "DELETE FROM attempts WHERE made_at <= $1";

const ATTEMPTS: &str = "SELECT name, source, network, trusted, made_at FROM attempts \
     WHERE name = $1 OR network = $2 ORDER BY made_at, number";

const ADD_ATTEMPT: &str = "INSERT INTO attempts (name, source, network, trusted, made_at) \
     VALUES ($1, $2, $3, $4, $5) RETURNING number";

const CLEAR_ATTEMPTS: &str = "DELETE FROM attempts WHERE name = $1 AND source = $2";

const KNOWS_DEVICE: &str =
    "SELECT COUNT(*) FROM devices WHERE person = $1 AND hash = $2 AND until > $3";

const ENTER: &str = "UPDATE accounts SET last_sign_in = $2 \
     WHERE person = $1 AND stamp = $3 AND disabled = 0";

/// Steps only go forward, so that a code, and those before it, are used once.
const USE_STEP: &str = "UPDATE totp SET step = $2 \
     WHERE person = $1 AND secret IS NOT NULL AND step < $2";

const USE_RECOVERY_CODE: &str = "DELETE FROM recovery_codes WHERE person = $1 AND hash = $2";

const KEEP_DEVICE: &str = "INSERT INTO devices (person, hash, until) VALUES ($1, $2, $3)";

const FORGET_DEVICES: &str = "DELETE FROM devices WHERE person = $1 AND (until <= $2 \
     OR number NOT IN (SELECT number FROM devices WHERE person = $1 ORDER BY number DESC LIMIT $3))";

/// An attempt to sign in. All names of what is counted are texts that the caller made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Whose account it is about, as a hash.
    pub name: String,
    /// Where it comes from: a browser that is known, or else the network.
    pub source: String,
    /// The network.
    pub network: String,
    /// Whether it comes from a browser that is known.
    pub trusted: bool,
    /// When it was made.
    pub made_at: Timestamp,
}

/// What is used up by signing in.
#[derive(Clone, Copy)]
pub enum UsedUp<'a> {
    /// The one-time code of a step of time.
    Step(u64),
    /// A recovery code, by its hash.
    RecoveryCode(&'a str),
}

/// Somebody who has shown who they are.
pub struct SignInRow<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// The stamp of the account when they did.
    pub stamp: &'a str,
    /// What is used up by it.
    pub used_up: Option<UsedUp<'a>>,
    /// The attempts that are forgotten with it: name and source.
    pub clears: Option<(&'a str, &'a str)>,
    /// The hash by which the browser is known from now on.
    pub device: &'a str,
    /// Until when.
    pub device_until: Timestamp,
    /// The hash by which it was known before.
    pub device_before: Option<&'a str>,
    /// How many browsers of a person are known at most; the oldest are forgotten.
    pub devices_at_most: u32,
    /// Now.
    pub at: Timestamp,
}

impl Store {
    /// Adds an attempt where `waits` says nothing; gives its number, and the earlier ones. Else gives
    /// what `waits` said.
    ///
    /// The earlier ones are those about the same name or from the same network, oldest first; those
    /// up to `forget_until` are forgotten before. No other attempt is added meanwhile, here or by
    /// another program; an attempt counts as failed until it is taken back or cleared.
    pub async fn add_attempt<T: Send>(
        &self,
        attempt: &AttemptRow,
        forget_until: Timestamp,
        waits: impl Fn(&[AttemptRow]) -> Option<T> + Send,
    ) -> Result<Result<(i64, Vec<AttemptRow>), T>, StoreError> {
        type Columns = (String, String, String, i64, String);
        let begin = self.db.begin();
        let (forgotten, made_at) = (text_of(forget_until), text_of(attempt.made_at));
        on_db!(&self.db, |pool| {
            let mut tx = pool
                .begin_with(begin)
                .await
                .map_err(|error| self.failure(&error))?;
            sqlx::query(TAKE_TURN)
                .execute(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?;
            sqlx::query(FORGET_ATTEMPTS)
                .bind(forgotten.as_str())
                .execute(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?;
            let rows = sqlx::query_as::<_, Columns>(ATTEMPTS)
                .bind(attempt.name.as_str())
                .bind(attempt.network.as_str())
                .fetch_all(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?;
            let earlier = rows
                .into_iter()
                .map(|row| self.attempt_of(row))
                .collect::<Result<Vec<_>, StoreError>>()?;
            if let Some(wait) = waits(&earlier) {
                tx.commit().await.map_err(|_| StoreError::Unsure)?;
                return Ok(Err(wait));
            }
            let binds = [
                Text(&attempt.name),
                Text(&attempt.source),
                Text(&attempt.network),
                Whole(i64::from(attempt.trusted)),
                Text(&made_at),
            ];
            let (number,) = bound!(sqlx::query_as::<_, (i64,)>(ADD_ATTEMPT), &binds)
                .fetch_one(&mut *tx)
                .await
                .map_err(|error| self.failure(&error))?;
            tx.commit().await.map_err(|_| StoreError::Unsure)?;
            Ok(Ok((number, earlier)))
        })
    }

    fn attempt_of(
        &self,
        (name, source, network, trusted, made_at): (String, String, String, i64, String),
    ) -> Result<AttemptRow, StoreError> {
        Ok(AttemptRow {
            name,
            source,
            network,
            trusted: trusted != 0,
            made_at: self.read(&made_at, "when an attempt was made")?,
        })
    }

    /// Takes an attempt back, since it did not fail.
    pub async fn take_attempt_back(&self, number: i64) -> Result<(), StoreError> {
        self.execute("DELETE FROM attempts WHERE number = $1", &[Whole(number)])
            .await?;
        Ok(())
    }

    /// Forgets every attempt about some names, from wherever it came.
    pub async fn forget_attempts_about(&self, names: &[&str]) -> Result<(), StoreError> {
        let steps: Vec<_> = std::iter::once(also(TAKE_TURN, []))
            .chain(
                names
                    .iter()
                    .map(|name| also("DELETE FROM attempts WHERE name = $1", [Text(name)])),
            )
            .collect();
        self.all_or_none(&steps).await?;
        Ok(())
    }

    /// Forgets the attempts up to a time.
    pub async fn forget_attempts(&self, until: Timestamp) -> Result<(), StoreError> {
        let until = text_of(until);
        self.all_or_none(&[also(TAKE_TURN, []), also(FORGET_ATTEMPTS, [Text(&until)])])
            .await?;
        Ok(())
    }

    /// Whether somebody has signed in with a browser before. For nobody the same question is asked,
    /// so that it takes the same time.
    pub async fn knows_device(
        &self,
        person: Option<&PersonId>,
        hash: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let person = person.map(PersonId::as_str).unwrap_or_default();
        let now = text_of(now);
        let row = self
            .row::<(i64,)>(KNOWS_DEVICE, &[Text(person), Text(hash), Text(&now)])
            .await?;
        Ok(row.is_some_and(|(count,)| count > 0))
    }

    /// Signs somebody in, all or nothing. `false` where the account has another stamp by now or is
    /// turned off, or where what is used up was used before.
    pub async fn sign_in(&self, row: &SignInRow<'_>) -> Result<bool, StoreError> {
        let who = Text(row.person.as_str());
        let (at, until) = (text_of(row.at), text_of(row.device_until));
        let mut steps = Vec::new();
        if row.clears.is_some() {
            steps.push(also(TAKE_TURN, []));
        }
        steps.push(must(ENTER, [who, Text(&at), Text(row.stamp)]));
        match row.used_up {
            None => (),
            Some(UsedUp::Step(step)) => {
                let step = i64::try_from(step).unwrap_or(i64::MAX);
                steps.push(must(USE_STEP, [who, Whole(step)]));
            }
            Some(UsedUp::RecoveryCode(hash)) => {
                steps.push(must(USE_RECOVERY_CODE, [who, Text(hash)]));
            }
        }
        if let Some((name, source)) = row.clears {
            steps.push(also(CLEAR_ATTEMPTS, [Text(name), Text(source)]));
        }
        if let Some(before) = row.device_before {
            steps.push(also(
                "DELETE FROM devices WHERE person = $1 AND hash = $2",
                [who, Text(before)],
            ));
        }
        steps.push(must(KEEP_DEVICE, [who, Text(row.device), Text(&until)]));
        let most = Whole(i64::from(row.devices_at_most));
        steps.push(also(FORGET_DEVICES, [who, Text(&at), most]));
        self.all_or_none(&steps).await
    }
}
