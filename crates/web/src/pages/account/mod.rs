//! Signing in and out, and what somebody keeps of their own account. The rules are in the room
//! `accounts`, the roles in the ledger; here are the forms, the session and the cookies.
//!
//! - `sign_in`: name and password, the one-time code, signing out;
//! - `provider`: by way of the council's identity provider;
//! - `forgotten`, `link`: a new password by a link that is followed once;
//! - `first`: the first administrator, and the accounts of a demonstration;
//! - `own`, `codes`, `tokens`: one's own account.

pub mod codes;
mod device;
pub mod first;
pub mod forgotten;
pub mod link;
pub mod own;
pub mod provider;
pub mod sign_in;
pub mod tokens;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use waymark_accounts::{AccountError, Accounts, Known, SignedIn, Source, password_faults};
use waymark_plan::PersonId;
use waymark_plan::ledger::Directory;

use crate::book::View;
use crate::fault::Fault;
use crate::forms::Posted;
use crate::permission::Permission;
use crate::shell::local;
use crate::site::Site;
use crate::visitor::{HalfSigned, Kept, Visitor};

pub use first::{DemoAccount, FirstError, demo_accounts, first_link};

/// What is wrong with a form: the id of what it is about, and the words. The id is empty where it
/// is about no single answer.
#[derive(Clone, Debug, Default)]
struct Wrong(Vec<(String, String)>);

impl Wrong {
    fn one(id: &str, words: impl Into<String>) -> Self {
        let mut wrong = Self::default();
        wrong.add(id, words);
        wrong
    }

    fn add(&mut self, id: &str, words: impl Into<String>) {
        self.0.push((id.to_owned(), words.into()));
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with one answer; nothing where nothing is.
    fn of(&self, id: &str) -> &str {
        let mut found = self.0.iter().filter(|(about, _)| about == id);
        found
            .next()
            .map(|(_, words)| words.as_str())
            .unwrap_or_default()
    }
}

/// An answer as it was given; empty where there is none.
fn answer<'p>(posted: &'p Posted, name: &str) -> &'p str {
    let all = posted.get(name);
    all.and_then(|all| all.first())
        .map(String::as_str)
        .unwrap_or_default()
}

/// Whose an e-mail address is: exactly one person's, upper and lower case alike. An address that
/// several share is nobody's to sign in with.
fn person_of(people: &Directory, email: &str) -> Option<PersonId> {
    let wanted = email.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let mut found = people.iter().filter(|(_, person)| {
        let email = person.email.as_ref();
        email.is_some_and(|email| email.trim().to_lowercase() == wanted)
    });
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Some(id.clone()),
        _ => None,
    }
}

/// What is known of whose password it is.
fn known<'v>(view: &'v View, person: &PersonId) -> Known<'v> {
    let person = view.people.get(person);
    Known {
        name: person.and_then(|person| person.name.as_deref()),
        email: person.and_then(|person| person.email.as_deref()),
    }
}

/// What is wrong with a new password, about the field of this id.
fn password_wrong(id: &str, password: &str, known: &Known<'_>) -> Wrong {
    if password.is_empty() {
        return Wrong::one(id, "Enter a password");
    }
    let mut wrong = Wrong::default();
    for fault in password_faults(password, known) {
        wrong.add(id, fault.to_string());
    }
    wrong
}

/// Where somebody goes who has signed in and was not on the way anywhere.
fn home(visitor: &Visitor) -> &'static str {
    if Permission::Plan.is_held_by(visitor) {
        "/overview"
    } else {
        "/account"
    }
}

/// Begins the session of somebody who has signed in, and leads them on.
async fn enter(
    site: &Site,
    visitor: &mut Visitor,
    signed_in: SignedIn,
    to: Option<&str>,
) -> Result<Response, Fault> {
    visitor.sign_in(&signed_in.person, signed_in.stamp).await?;
    let to = to.and_then(local).unwrap_or_else(|| home(visitor));
    let mut response = Redirect::to(to).into_response();
    let cookie = device::cookie(&signed_in.device, site.settings.is_encrypted());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Lets somebody in whose link or new password vouches for them: at once, or by their one-time
/// code where they have turned codes on.
async fn vouched(
    site: &Site,
    visitor: &mut Visitor,
    person: &PersonId,
    from: &Source,
) -> Result<Response, Fault> {
    let account = site.accounts.account(person).await?;
    let Some(account) = account.filter(|account| !account.disabled) else {
        return Err(Fault::Unfit(
            "Your password is set, but your account is turned off. Ask an administrator to turn it on.".to_owned(),
        ));
    };
    if account.has_totp {
        return half_enter(site, visitor, person.clone(), None).await;
    }
    let signed_in = site
        .accounts
        .signed_in_by_identity(person, from, visitor.now)
        .await?;
    enter(site, visitor, signed_in, None).await
}

/// Notes that somebody has given the password, in a session of a new name, and asks for the code.
async fn half_enter(
    site: &Site,
    visitor: &mut Visitor,
    person: PersonId,
    then: Option<String>,
) -> Result<Response, Fault> {
    let stamp = site.accounts.stamp(&person).await?;
    let mut kept = Kept::new();
    kept.half_signed = Some(HalfSigned {
        stamp: stamp.ok_or(Fault::from(AccountError::NoAccount))?,
        person,
        since: visitor.now,
    });
    kept.then = then;
    visitor.session.cycle_id().await?;
    visitor.kept = Some(kept);
    visitor.keep().await?;
    Ok(Redirect::to("/sign-in/code").into_response())
}

/// Goes on with a session whose account was just changed by its own person: every other session
/// ends, and this one gets the new stamp.
async fn stay(accounts: &Accounts, visitor: &mut Visitor) -> Result<(), Fault> {
    let person = visitor.person()?.clone();
    let stamp = accounts.stamp(&person).await?;
    let stamp = stamp.ok_or(Fault::from(AccountError::NoAccount))?;
    visitor.sign_in(&person, stamp).await
}

/// Until when somebody waits, in words that need no clock in common.
fn wait_words(until: Timestamp, now: Timestamp) -> String {
    let seconds = until.duration_since(now).as_secs().max(1);
    match (seconds + 59) / 60 {
        1 => "in a minute".to_owned(),
        minutes => format!("in {minutes} minutes"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use waymark_plan::ledger::Person;

    use super::*;

    #[test]
    fn an_address_is_one_persons_or_nobodys() {
        let person = |email: Option<&str>| Person {
            name: Some("Somebody".to_owned()),
            email: email.map(str::to_owned),
            ..Person::default()
        };
        let people = Directory::new([
            ("P1".parse().unwrap(), person(Some("gwen@a.example"))),
            ("P2".parse().unwrap(), person(Some("team@a.example"))),
            ("P3".parse().unwrap(), person(Some("Team@a.example"))),
            ("P4".parse().unwrap(), person(None)),
        ]);
        for (email, expected) in [
            ("gwen@a.example", Some("P1")),
            (" GWEN@A.example ", Some("P1")),
            ("team@a.example", None),
            ("nobody@a.example", None),
            ("", None),
        ] {
            let found = person_of(&people, email);
            assert_eq!(found.as_ref().map(PersonId::as_str), expected, "{email:?}");
        }
    }

    #[test]
    fn how_long_somebody_waits_is_said_in_whole_minutes() {
        let now = Timestamp::UNIX_EPOCH;
        for (seconds, words) in [
            (0, "in a minute"),
            (59, "in a minute"),
            (60, "in a minute"),
            (61, "in 2 minutes"),
            (900, "in 15 minutes"),
        ] {
            let until = now + SignedDuration::from_secs(seconds);
            assert_eq!(wait_words(until, now), words);
        }
    }
}
