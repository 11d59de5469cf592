//! One-time codes: turned on with a telephone's authenticator, turned off with a code.

use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use qrcode::QrCode;
use qrcode::render::svg;
use waymark_accounts::{AccountError, SignIn};

use super::own::{self, Again};
use super::{Wrong, answer, device, stay, wait_words};
use crate::fault::Fault;
use crate::forms::posted;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How wide the picture of squares is at least, in units of the page.
const WIDTH: u32 = 220;
/// The longest address that a picture is made of.
const LONGEST: usize = 600;

#[derive(Template)]
#[template(path = "account/codes.html")]
struct CodesPage {
    shell: Shell,
    picture: String,
    secret: String,
    uri: String,
    wrong: Wrong,
}

#[derive(Template)]
#[template(path = "account/recovery.html")]
struct RecoveryPage {
    shell: Shell,
    codes: Vec<String>,
}

/// An address as a picture of squares.
fn picture(uri: &str) -> Result<String, Fault> {
    let code = QrCode::new(uri).map_err(Fault::failed)?;
    let made = code
        .render::<svg::Color<'_>>()
        .min_dimensions(WIDTH, WIDTH)
        .dark_color(svg::Color("#0b0c0c"))
        .light_color(svg::Color("#ffffff"))
        .build();
    // Inside a page a picture has no head of its own.
    let from = made.find("<svg").unwrap_or_default();
    Ok(made[from..].replacen(
        "<svg",
        "<svg role=\"img\" aria-label=\"The secret as a picture\"",
        1,
    ))
}

/// The secret of an address, in groups of four letters for typing.
fn secret_of(uri: &str) -> Option<String> {
    let (_, query) = uri.strip_prefix("otpauth://totp/")?.split_once('?')?;
    let secret = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("secret="))?;
    if uri.len() > LONGEST || !secret.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    Some(groups.join(" "))
}

fn page(site: &Site, visitor: &Visitor, uri: &str, wrong: Wrong) -> Result<Response, Fault> {
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = CodesPage {
        picture: picture(uri)?,
        secret: secret_of(uri).ok_or(Fault::Forged)?,
        uri: uri.to_owned(),
        wrong,
        shell: Shell::of(site, visitor),
    };
    Ok((status, html(&page)).into_response())
}

/// Begins: makes a secret and shows it. Codes are asked for only once one was given.
pub async fn begin(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let person = visitor.person()?;
    let known = visitor.view.people.get(person);
    let label = known
        .and_then(|known| known.email.clone())
        .unwrap_or_else(|| visitor.view.people.called(person));
    match site.accounts.begin_totp(person, &label, "Waymark").await {
        Ok(setup) => page(&site, &visitor, &setup.uri, Wrong::default()),
        Err(AccountError::CodesAreOn) => {
            visitor
                .say(Notice::note(
                    "Codes are on already. To begin with a new telephone, turn them off first.",
                ))
                .await?;
            Ok(Redirect::to("/account").into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Confirms with a code, and shows the recovery codes, once.
pub async fn confirm(
    State(site): State<Site>,
    mut visitor: Visitor,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let posted = posted(&body)?;
    let (code, uri) = (answer(&posted, "code"), answer(&posted, "uri"));
    let person = visitor.person()?.clone();
    let confirmed = site.accounts.confirm_totp(&person, code, visitor.now).await;
    match confirmed {
        Ok(codes) => {
            stay(&site.accounts, &mut visitor).await?;
            let page = RecoveryPage {
                shell: Shell::of(&site, &visitor),
                codes,
            };
            Ok(html(&page))
        }
        Err(AccountError::WrongCode) => {
            let words = "The code is not right. Look whether the clock of your telephone is, and give the code that it shows now.";
            page(&site, &visitor, uri, Wrong::one("code", words))
        }
        Err(error) => Err(error.into()),
    }
}

/// Turns the codes off, for who gives one.
pub async fn turn_off(
    State(site): State<Site>,
    mut visitor: Visitor,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let posted = posted(&body)?;
    let person = visitor.person()?.clone();
    let from = device::source(&visitor, &headers);
    let came = site
        .accounts
        .sign_in_with_code(&person, answer(&posted, "code"), &from, visitor.now)
        .await?;
    let words = match came {
        SignIn::In(_) => {
            site.accounts.remove_totp(&person, visitor.now).await?;
            stay(&site.accounts, &mut visitor).await?;
            visitor
                .say(Notice::done("You are no longer asked for a code."))
                .await?;
            return Ok(Redirect::to("/account").into_response());
        }
        SignIn::Wait { until } => format!(
            "There were too many wrong codes. Try again {}.",
            wait_words(until, visitor.now)
        ),
        SignIn::Wrong | SignIn::NeedsCode(_) => {
            "The code is not right, or was used before. Wait for the next one.".to_owned()
        }
    };
    let again = Again {
        wrong: Wrong::one("code", words),
        token: None,
    };
    own::page(&site, &mut visitor, again).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_of_an_address_is_grouped_for_typing() {
        for (uri, expected) in [
            (
                "otpauth://totp/Waymark:gwen?secret=GEZDGNBVGY3TQOJQ&issuer=Waymark",
                Some("GEZD GNBV GY3T QOJQ"),
            ),
            (
                "otpauth://totp/Waymark:gwen?issuer=Waymark&secret=ABCDE",
                Some("ABCD E"),
            ),
            ("otpauth://totp/Waymark:gwen?secret=<b>", None),
            ("https://elsewhere.example/?secret=ABCD", None),
            ("", None),
        ] {
            assert_eq!(secret_of(uri).as_deref(), expected, "{uri}");
        }
    }

    #[test]
    fn the_picture_can_stand_in_a_page() {
        let made = picture("otpauth://totp/Waymark:gwen?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(made.starts_with("<svg role=\"img\" aria-label="));
        assert!(made.ends_with("</svg>"));
        assert!(!made.contains("style="));
    }
}
