//! One's own account: who one is here, the password, and ending every session.

use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use waymark_accounts::{AccountError, ApiToken};
use waymark_narrative::sentence::words;

use super::tokens::{self, TokenRow};
use super::{Wrong, answer, known, password_wrong, stay, wait_words};
use crate::fault::Fault;
use crate::forms::posted;
use crate::forms::{FieldHtml, Posted};
use crate::permission::Permission;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    shell: Shell,
    name: String,
    post: String,
    email: String,
    roles: Vec<&'static str>,
    provider: Option<String>,
    has_password: bool,
    has_codes: bool,
    recovery_codes: u32,
    has_tokens: bool,
    tokens: Vec<TokenRow>,
    token_fields: Vec<FieldHtml>,
    wrong: Wrong,
}

/// What comes back to the page from one of its forms.
#[derive(Default)]
pub(super) struct Again {
    /// What is wrong.
    pub wrong: Wrong,
    /// The answers of the form for a token, where that came back.
    pub token: Option<Posted>,
}

/// The day of a time, in words.
pub(super) fn day_of(at: Timestamp) -> String {
    words::day(TimeZone::UTC.to_datetime(at).date())
}

/// The page.
pub(super) async fn page(
    site: &Site,
    visitor: &mut Visitor,
    again: Again,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(site, visitor).await?;
    let person = visitor.person()?.clone();
    let view = visitor.view.clone();
    let known = view.people.get(&person).cloned().unwrap_or_default();
    let account = site.accounts.account(&person).await?;
    let has_tokens = Permission::Plan.is_held_by(visitor);
    let tokens: Vec<ApiToken> = site.accounts.tokens(Some(&person)).await?;
    let status = if again.wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let identities = account.as_ref().map_or(0, |account| account.identities);
    let page = OwnPage {
        shell,
        name: known.name.unwrap_or_default(),
        post: known.post.unwrap_or_default(),
        email: known.email.unwrap_or_default(),
        roles: view
            .state
            .roles
            .get(&person)
            .into_iter()
            .flatten()
            .map(|role| role.in_words())
            .collect(),
        provider: site
            .provider
            .as_ref()
            .filter(|_| identities > 0)
            .map(|provider| provider.settings().name.clone()),
        has_password: account.as_ref().is_some_and(|account| account.has_password),
        has_codes: account.as_ref().is_some_and(|account| account.has_totp),
        recovery_codes: account.map_or(0, |account| account.recovery_codes_left),
        has_tokens,
        tokens: tokens
            .iter()
            .map(|token| TokenRow::of(token, visitor.now))
            .collect(),
        token_fields: tokens::fields(site.clock.today())
            .iter()
            .map(|field| {
                let wrong = again.wrong.of(&field.name());
                let wrong = (!wrong.is_empty()).then_some(wrong);
                FieldHtml::of(field, again.token.as_ref(), wrong)
            })
            .collect(),
        wrong: again.wrong,
    };
    Ok((status, html(&page)).into_response())
}

/// Shows it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    page(&site, &mut visitor, Again::default()).await
}

/// Changes the password.
pub async fn change_password(
    State(site): State<Site>,
    mut visitor: Visitor,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let posted = posted(&body)?;
    let (old, new) = (answer(&posted, "old"), answer(&posted, "new"));
    let person = visitor.person()?.clone();
    let view = visitor.view.clone();
    let known = known(&view, &person);
    let mut wrong = password_wrong("new", new, &known);
    if old.is_empty() {
        wrong.add("old", "Enter your present password");
    }
    if wrong.is_empty() {
        let changed = site
            .accounts
            .change_password(&person, old, new, &known, visitor.now)
            .await;
        match changed {
            Ok(()) => {
                stay(&site.accounts, &mut visitor).await?;
                visitor
                    .say(Notice::done(
                        "Your password is changed. Wherever else you had signed in, you are signed out.",
                    ))
                    .await?;
                return Ok(Redirect::to("/account").into_response());
            }
            Err(AccountError::WrongPassword) => {
                wrong.add("old", "Your present password is another");
            }
            Err(AccountError::Wait { until }) => wrong.add(
                "old",
                format!(
                    "The present password was wrong too often. Try again {}",
                    wait_words(until, visitor.now)
                ),
            ),
            Err(error) => return Err(error.into()),
        }
    }
    let again = Again { wrong, token: None };
    page(&site, &mut visitor, again).await
}

/// Ends every session, this one too.
pub async fn sign_out_everywhere(
    State(site): State<Site>,
    mut visitor: Visitor,
) -> Result<Response, Fault> {
    let person = visitor.person()?.clone();
    site.accounts
        .sign_out_everywhere(&person, visitor.now)
        .await?;
    visitor.sign_out().await?;
    Ok(Redirect::to("/sign-in").into_response())
}
