//! Links that are followed once: somebody who was invited, or has forgotten their password, sets
//! one and is in.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use waymark_accounts::{AccountError, LinkKind};
use waymark_plan::PersonId;

use super::{Wrong, answer, device, known, password_wrong, vouched};
use crate::fault::Fault;
use crate::forms::posted;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/link.html")]
struct LinkPage {
    shell: Shell,
    action: String,
    name: String,
    email: String,
    is_reset: bool,
    wrong: Wrong,
}

/// Where a link that does not hold leads.
pub(super) async fn gone(visitor: &mut Visitor) -> Result<Response, Fault> {
    visitor
        .say(Notice::note(
            "This link has been used, replaced by a newer one, or has expired. Ask for another.",
        ))
        .await?;
    Ok(Redirect::to("/sign-in/forgotten").into_response())
}

async fn page(
    site: &Site,
    visitor: &mut Visitor,
    token: &str,
    (person, kind): &(PersonId, LinkKind),
    wrong: Wrong,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let people = visitor.view.people.get(person);
    let page = LinkPage {
        action: format!("/link/{token}"),
        name: visitor.view.people.called(person),
        email: people
            .and_then(|person| person.email.clone())
            .unwrap_or_default(),
        is_reset: *kind == LinkKind::Reset,
        wrong,
        shell: Shell::with_notice(site, visitor).await?,
    };
    Ok((status, html(&page)).into_response())
}

/// Whose link it is; none where it does not hold, or belongs to somebody who was erased.
async fn held(
    site: &Site,
    visitor: &Visitor,
    token: &str,
) -> Result<Option<(PersonId, LinkKind)>, Fault> {
    let found = site.accounts.link(token, visitor.now).await?;
    Ok(found.filter(|(person, _)| visitor.view.people.name(person).is_some()))
}

/// Asks for a password.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let Some(link) = held(&site, &visitor, &token).await? else {
        return gone(&mut visitor).await;
    };
    if link.1 == LinkKind::FirstAdministrator && visitor.view.state.opening.is_none() {
        return Ok(Redirect::to(&format!("/first/{token}")).into_response());
    }
    page(&site, &mut visitor, &token, &link, Wrong::default()).await
}

/// Sets the password, and lets the person in.
pub async fn set(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let Some(link) = held(&site, &visitor, &token).await? else {
        return gone(&mut visitor).await;
    };
    if link.1 == LinkKind::FirstAdministrator && visitor.view.state.opening.is_none() {
        return Ok(Redirect::to(&format!("/first/{token}")).into_response());
    }
    let posted = posted(&body)?;
    let password = answer(&posted, "password");
    let view = visitor.view.clone();
    let known = known(&view, &link.0);
    let wrong = password_wrong("password", password, &known);
    if !wrong.is_empty() {
        return page(&site, &mut visitor, &token, &link, wrong).await;
    }
    let set = site
        .accounts
        .set_password_by_link(&token, password, &known, visitor.now)
        .await;
    match set {
        Ok(person) => {
            let from = device::source(&visitor, &headers);
            vouched(&site, &mut visitor, &person, &from).await
        }
        Err(AccountError::LinkGone) => gone(&mut visitor).await,
        Err(error) => Err(error.into()),
    }
}
