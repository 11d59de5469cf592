//! Signing in through the council's identity provider: the way there, and the way back.
//!
//! Who comes back is the person whose identity it is. The first time there is no such link yet:
//! then it is the one person whose e-mail address the provider vouches for, unless an identity is
//! linked to that person already: an address that was given to somebody new must not open the
//! account of who had it before. A second factor is the provider's matter, so no code is asked for.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use waymark_accounts::AccountError;
use waymark_plan::PersonId;

use super::sign_in::{Asked, Shown, page};
use super::{Wrong, device, enter, person_of};
use crate::fault::Fault;
use crate::oidc::{Answer, Identified, OidcError, Provider};
use crate::site::Site;
use crate::visitor::Visitor;

/// Leads to the provider.
pub async fn leave(
    State(site): State<Site>,
    mut visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let Some(provider) = &site.provider else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let begun = provider
        .begin(&site.settings.public_address, visitor.now)
        .await;
    match begun {
        Ok(begun) => {
            let kept = visitor.kept().await?;
            kept.awaited = Some(begun.awaited);
            kept.then = asked.to();
            visitor.keep().await?;
            Ok(Redirect::to(&begun.address).into_response())
        }
        Err(error) => refused(&site, &mut visitor, provider, asked.to(), &error).await,
    }
}

/// Comes back from the provider.
pub async fn back(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Fault> {
    let Some(provider) = &site.provider else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    // Taken out of the session before anything is asked, so that an answer counts once.
    let (awaited, then) = match &mut visitor.kept {
        Some(kept) => (kept.awaited.take(), kept.then.take()),
        None => (None, None),
    };
    visitor.keep().await?;
    let identified = provider
        .finish(&site.settings.public_address, awaited, &answer, visitor.now)
        .await;
    let identified = match identified {
        Ok(identified) => identified,
        Err(error) => return refused(&site, &mut visitor, provider, then, &error).await,
    };
    let name = &provider.settings().name;
    let person = match found(&site, &visitor, &identified).await? {
        Found::Person(person) => person,
        Found::Unknown => {
            let words = format!(
                "{name} has signed you in, but nobody here has the e-mail address that it gives for you. Ask an administrator of Waymark to add you, or to correct your address."
            );
            return told(&site, &mut visitor, then, words).await;
        }
        Found::Another => {
            let words = format!(
                "Another account at {name} is linked to the person with your e-mail address. If that is you, ask an administrator of Waymark to remove the link."
            );
            return told(&site, &mut visitor, then, words).await;
        }
    };
    provider.note_roles(&person, &identified.app_roles, visitor.now);
    let from = device::source(&visitor, &headers);
    let signed_in = site
        .accounts
        .signed_in_by_identity(&person, &from, visitor.now)
        .await;
    match signed_in {
        Ok(signed_in) => enter(&site, &mut visitor, signed_in, then.as_deref()).await,
        Err(AccountError::NoAccount) => {
            let words = "Your account is turned off. Ask an administrator of Waymark.".to_owned();
            told(&site, &mut visitor, then, words).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Who it is here.
enum Found {
    Person(PersonId),
    /// Nobody.
    Unknown,
    /// Somebody to whom another identity is linked.
    Another,
}

async fn found(site: &Site, visitor: &Visitor, identified: &Identified) -> Result<Found, Fault> {
    let people = &visitor.view.people;
    let (issuer, subject) = (&identified.issuer, &identified.subject);
    if let Some(person) = site.accounts.identity(issuer, subject).await? {
        return Ok(match people.name(&person) {
            Some(_) => Found::Person(person),
            None => Found::Unknown,
        });
    }
    let email = identified.email.as_deref().unwrap_or_default();
    let Some(person) = person_of(people, email) else {
        return Ok(Found::Unknown);
    };
    let account = site.accounts.account(&person).await?;
    if account
        .as_ref()
        .is_some_and(|account| account.identities > 0)
    {
        return Ok(Found::Another);
    }
    if account.is_none_or(|account| !account.disabled) {
        site.accounts
            .link_identity(&person, issuer, subject, visitor.now)
            .await?;
    }
    Ok(Found::Person(person))
}

/// Says why nobody was signed in. The log has what an administrator needs to mend it.
async fn refused(
    site: &Site,
    visitor: &mut Visitor,
    provider: &Provider,
    to: Option<String>,
    error: &OidcError,
) -> Result<Response, Fault> {
    tracing::warn!("nobody was signed in through the identity provider: {error}");
    let settings = provider.settings();
    let name = &settings.name;
    let words = match error {
        OidcError::Settings(_) | OidcError::Unreachable(_) => format!(
            "{name} cannot be reached just now. Try again in a minute. If it happens again, tell an administrator of Waymark: the program’s log says why."
        ),
        OidcError::NotAwaited => {
            "This sign-in was begun too long ago, or in another window. Begin again.".to_owned()
        }
        OidcError::Declined(_) => format!("{name} did not sign you in. Begin again."),
        OidcError::Refused(_) | OidcError::Unsound(_) => format!(
            "What {name} sent back cannot be relied on, so you were not signed in. Begin again. If it happens again, tell an administrator of Waymark: the program’s log says why."
        ),
        OidcError::NoRole => format!(
            "{name} has signed you in, but you may not use Waymark. Ask those who run {name} for the role {}.",
            settings.required_role.as_deref().unwrap_or_default()
        ),
    };
    told(site, visitor, to, words).await
}

async fn told(
    site: &Site,
    visitor: &mut Visitor,
    to: Option<String>,
    words: String,
) -> Result<Response, Fault> {
    let shown = Shown {
        email: "",
        to: to.as_deref(),
        wrong: Wrong::one("", words),
    };
    page(site, visitor, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}
