//! Signing in with an e-mail address and a password, the one-time code after it, and signing out.

use askama::Template;
use axum::extract::{Query, RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use serde::Deserialize;
use waymark_accounts::SignIn;

use super::{Wrong, answer, device, enter, half_enter, home, person_of, wait_words};
use crate::fault::Fault;
use crate::forms::posted;
use crate::shell::{Shell, address, html, local};
use crate::site::Site;
use crate::visitor::{HalfSigned, Visitor};

/// How long after the password the code may be given.
const FOR_THE_CODE: SignedDuration = SignedDuration::from_mins(10);

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    shell: Shell,
    provider: Option<ProviderLink>,
    email: String,
    to: String,
    wrong: Wrong,
}

/// The way to the identity provider.
struct ProviderLink {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    shell: Shell,
    wrong: Wrong,
}

/// What the address of the page says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where to go afterwards.
    pub to: String,
}

impl Asked {
    /// Where to go afterwards, where that is on this site.
    pub(super) fn to(&self) -> Option<String> {
        local(&self.to).map(str::to_owned)
    }
}

/// What a page for signing in shows besides its form.
pub(super) struct Shown<'a> {
    /// The address that was typed.
    pub email: &'a str,
    /// Where to go afterwards.
    pub to: Option<&'a str>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// The page. It begins a session, so that its form has a token.
pub(super) async fn page(
    site: &Site,
    visitor: &mut Visitor,
    status: StatusCode,
    shown: Shown<'_>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let to = shown.to.and_then(local).unwrap_or_default();
    let provider = site.provider.as_ref().map(|provider| ProviderLink {
        name: provider.settings().name.clone(),
        href: if to.is_empty() {
            "/sign-in/provider".to_owned()
        } else {
            address("/sign-in/provider", [("to", to)])
        },
    });
    let page = SignInPage {
        shell: Shell::with_notice(site, visitor).await?,
        provider,
        email: shown.email.to_owned(),
        to: to.to_owned(),
        wrong: shown.wrong,
    };
    Ok((status, html(&page)).into_response())
}

/// Shows the form.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    if visitor.who.is_some() {
        let to = asked.to().unwrap_or_else(|| home(&visitor).to_owned());
        return Ok(Redirect::to(&to).into_response());
    }
    let to = asked.to();
    let shown = Shown {
        email: "",
        to: to.as_deref(),
        wrong: Wrong::default(),
    };
    page(&site, &mut visitor, StatusCode::OK, shown).await
}

/// Signs in with an address and a password.
pub async fn sign_in(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let posted = posted(&body)?;
    let (email, to) = (answer(&posted, "email"), local(answer(&posted, "to")));
    let password = answer(&posted, "password");
    let mut wrong = Wrong::default();
    if email.trim().is_empty() {
        wrong.add("email", "Enter your e-mail address");
    }
    if password.is_empty() {
        wrong.add("password", "Enter your password");
    }
    if wrong.is_empty() {
        let person = person_of(&visitor.view.people, email);
        let from = device::source(&visitor, &headers);
        let came = site
            .accounts
            .sign_in(person.as_ref(), email, password, &from, visitor.now)
            .await?;
        wrong = match came {
            SignIn::In(signed_in) => return enter(&site, &mut visitor, signed_in, to).await,
            SignIn::NeedsCode(person) => {
                return half_enter(&site, &mut visitor, person, to.map(str::to_owned)).await;
            }
            SignIn::Wrong => Wrong::one(
                "email",
                "The e-mail address and the password do not go together. Check both, and whether Caps Lock is on.",
            ),
            SignIn::Wait { until } => Wrong::one(
                "",
                format!(
                    "There were too many wrong attempts. Try again {}. If you cannot wait, ask for a new password, or ask an administrator for a link.",
                    wait_words(until, visitor.now)
                ),
            ),
        };
    }
    let shown = Shown { email, to, wrong };
    page(&site, &mut visitor, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// Who has given the password and still owes the code; nobody where what they sign in with was
/// changed since.
async fn half_signed(site: &Site, visitor: &Visitor) -> Result<Option<HalfSigned>, Fault> {
    let half = visitor
        .kept
        .as_ref()
        .and_then(|kept| kept.half_signed.clone());
    let Some(half) = half else { return Ok(None) };
    let is_fresh = visitor.now.duration_since(half.since) < FOR_THE_CODE;
    let stands = is_fresh && site.accounts.stamp(&half.person).await?.as_ref() == Some(&half.stamp);
    Ok(stands.then_some(half))
}

fn code_page(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    wrong: Wrong,
) -> Result<Response, Fault> {
    let page = CodePage {
        shell: Shell::of(site, visitor),
        wrong,
    };
    Ok((status, html(&page)).into_response())
}

/// Asks for the code.
pub async fn show_code(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    match half_signed(&site, &visitor).await? {
        Some(_) => code_page(&site, &visitor, StatusCode::OK, Wrong::default()),
        None => Ok(Redirect::to("/sign-in").into_response()),
    }
}

/// Signs in with a code.
pub async fn give_code(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let Some(half) = half_signed(&site, &visitor).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let posted = posted(&body)?;
    let code = answer(&posted, "code");
    let wrong = if code.trim().is_empty() {
        Wrong::one("code", "Enter the code")
    } else {
        let from = device::source(&visitor, &headers);
        let came = site
            .accounts
            .sign_in_with_code(&half.person, code, &from, visitor.now)
            .await?;
        match came {
            SignIn::In(signed_in) => {
                let then = visitor.kept.as_mut().and_then(|kept| kept.then.take());
                return enter(&site, &mut visitor, signed_in, then.as_deref()).await;
            }
            SignIn::Wait { until } => Wrong::one(
                "code",
                format!(
                    "There were too many wrong codes. Try again {}, or ask an administrator.",
                    wait_words(until, visitor.now)
                ),
            ),
            SignIn::Wrong | SignIn::NeedsCode(_) => Wrong::one(
                "code",
                "The code is not right, or was used before. Wait for the next one, or give a recovery code that was not used yet.",
            ),
        }
    };
    code_page(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, wrong)
}

/// Signs out.
pub async fn sign_out(mut visitor: Visitor) -> Result<Response, Fault> {
    visitor.sign_out().await?;
    Ok(Redirect::to("/").into_response())
}
