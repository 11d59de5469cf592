//! Asking for a new password. The answer is the same whether anybody has the address or not, and
//! takes as long: what there is to do is done afterwards.

use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use waymark_accounts::LinkKind;
use waymark_plan::PersonId;

use super::{Wrong, answer, person_of};
use crate::fault::Fault;
use crate::forms::posted;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/forgotten.html")]
struct ForgottenPage {
    shell: Shell,
    by_mail: bool,
    /// The address that was asked for.
    asked: Option<String>,
    email: String,
    wrong: Wrong,
}

async fn page(
    site: &Site,
    visitor: &mut Visitor,
    email: &str,
    asked: Option<&str>,
    wrong: Wrong,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = ForgottenPage {
        shell: Shell::with_notice(site, visitor).await?,
        by_mail: site.post.is_set_up(),
        asked: asked.map(str::to_owned),
        email: email.to_owned(),
        wrong,
    };
    Ok((status, html(&page)).into_response())
}

/// Shows the form.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    page(&site, &mut visitor, "", None, Wrong::default()).await
}

/// Sends a link, where there is somebody to send it to.
pub async fn ask(
    State(site): State<Site>,
    mut visitor: Visitor,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let posted = posted(&body)?;
    let email = answer(&posted, "email").trim();
    if !waymark_plan::is_mail_address(email) {
        let wrong = Wrong::one(
            "email",
            "Enter your e-mail address, such as name@council.example",
        );
        return page(&site, &mut visitor, email, None, wrong).await;
    }
    if site.post.is_set_up()
        && let Some(person) = person_of(&visitor.view.people, email)
    {
        let (site, now) = (site.clone(), visitor.now);
        tokio::spawn(async move {
            if let Err(why) = send(&site, &person, now).await {
                tracing::warn!("a link for a new password was not sent to {person}: {why}");
            }
        });
    }
    page(&site, &mut visitor, "", Some(email), Wrong::default()).await
}

/// Sends somebody a link, where they have an account with a password that is not turned off.
async fn send(site: &Site, person: &PersonId, now: Timestamp) -> Result<(), String> {
    let account = site.accounts.account(person).await;
    let account = account.map_err(|error| error.to_string())?;
    if !account.is_some_and(|account| account.has_password && !account.disabled) {
        return Ok(());
    }
    let view = site.book.view();
    let known = view.people.get(person);
    let Some(email) = known.and_then(|known| known.email.as_deref()) else {
        return Ok(());
    };
    if !site.post.may_be_asked(email, now) {
        return Err("it was asked for too often within the hour".to_owned());
    }
    let token = site
        .accounts
        .new_link(person, LinkKind::Reset, now)
        .await
        .map_err(|error| error.to_string())?;
    let text = format!(
        "Dear {},\n\nsomebody asked for a new password for your account in Waymark. If it was you, follow \
         this link within the hour; it works once:\n\n{}/link/{token}\n\nIf it was not you, you need \
         not do anything: your password stays as it is.\n",
        view.people.called(person),
        site.settings.public_address
    );
    site.post
        .send(email, "A new password for Waymark", &text, now)
        .await
        .map(|_| ())
        .map_err(|error| error.to_string())
}
