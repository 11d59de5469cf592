//! What can go wrong with a request, and the page that says so.
//!
//! A fault is first a bare answer that carries what it is; [`clothed`] makes the page of it, as
//! only there the visitor is known. What was our own defect is written to the log and not shown.

use askama::Template;
use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;
use waymark_accounts::AccountError;
use waymark_app::{AppError, StoreError};
use waymark_publication::PublicationError;

use crate::shell::{Shell, address, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// What went wrong with a request.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is nothing here, or nothing that the visitor may see: the two look alike.
    #[error("not found")]
    NotFound,
    /// Somebody must sign in first.
    #[error("sign in first")]
    SignIn,
    /// A form came without what shows that it was ours.
    #[error("a form without its token")]
    Forged,
    /// What was asked cannot be done as it was asked; the words say why and what to do.
    #[error("{0}")]
    Unfit(String),
    /// It does not go with what is there now.
    #[error("{0}")]
    Conflict(String),
    /// It is too large.
    #[error("{0}")]
    TooLarge(String),
    /// What is needed is not there at the moment.
    #[error("{0}")]
    Unavailable(String),
    /// A defect, or a failure of what this program stands on. For the log alone.
    #[error("{0}")]
    Failed(String),
}

impl Fault {
    /// A defect of ours, or of what we stand on.
    pub fn failed(what: impl std::fmt::Display) -> Self {
        Fault::Failed(what.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Fault::NotFound => StatusCode::NOT_FOUND,
            Fault::SignIn => StatusCode::UNAUTHORIZED,
            Fault::Forged => StatusCode::FORBIDDEN,
            Fault::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Conflict(_) => StatusCode::CONFLICT,
            Fault::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn said(&self) -> Said {
        let (title, text) = match self {
            Fault::NotFound => (
                "Page not found",
                "If you typed the address, check it. If you followed a link, the page may have moved, or you may not have permission to see it.".to_owned(),
            ),
            Fault::SignIn => ("Sign in first", "This page is for people who have signed in.".to_owned()),
            Fault::Forged => (
                "This form has expired",
                "Nothing was changed. Go back, load the page again and send the form once more. If it happens again, your browser may block the cookie that keeps you signed in.".to_owned(),
            ),
            Fault::Unfit(words) => ("This cannot be done", words.clone()),
            Fault::Conflict(words) => ("Something has changed", words.clone()),
            Fault::TooLarge(words) => ("This is too large", words.clone()),
            Fault::Unavailable(words) => ("Not available just now", words.clone()),
            Fault::Failed(_) => (
                "Sorry, something went wrong",
                "It is noted in the program’s log. Nothing was half done: what you gave was either recorded or not. Look at the page that you came from, and try again.".to_owned(),
            ),
        };
        Said {
            status: self.status(),
            title,
            text,
            sign_in: matches!(self, Fault::SignIn),
        }
    }

    /// The answer without a page, for where the visitor is not known.
    pub fn bare(self) -> Response {
        let said = self.said();
        (said.status, format!("{}. {}", said.title, said.text)).into_response()
    }
}

/// What a page says of a fault.
#[derive(Clone, Debug)]
struct Said {
    status: StatusCode,
    title: &'static str,
    text: String,
    sign_in: bool,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if let Fault::Failed(what) = &self {
            tracing::error!("a request failed: {what}");
        }
        let said = self.said();
        let mut response = said.status.into_response();
        response.extensions_mut().insert(said);
        response
    }
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    shell: Shell,
    title: &'static str,
    text: String,
}

/// Makes a page of a fault that a route answered with; anything else goes as it is.
pub async fn clothed(
    mut response: Response,
    site: &Site,
    visitor: Visitor,
    for_program: bool,
) -> Response {
    if for_program && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let body = Json(json!({
            "error": "method_not_allowed",
            "message": "This address is only for reading: ask with GET.",
        }));
        let allow = response.headers().get(header::ALLOW).cloned();
        let mut answer = (StatusCode::METHOD_NOT_ALLOWED, body).into_response();
        if let Some(allow) = allow {
            answer.headers_mut().insert(header::ALLOW, allow);
        }
        return answer;
    }
    let said = match response.extensions_mut().remove::<Said>() {
        Some(said) => said,
        // What the router itself says in plain text: a method or an address that it does not know.
        None if is_bare_refusal(&response) => match response.status() {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Fault::NotFound.said(),
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge(
                "What you sent is larger than this page takes.".to_owned(),
            )
            .said(),
            status if status.is_client_error() => Said {
                status,
                ..Fault::Unfit(
                    "The address or the form has a part that cannot be read. Go back and try again."
                        .to_owned(),
                )
                .said()
            },
            _ => Fault::failed("").said(),
        },
        None => return response,
    };
    if for_program {
        let body = Json(json!({ "error": said.title, "message": said.text }));
        return (said.status, body).into_response();
    }
    if said.sign_in {
        let to = address("/sign-in", [("to", &*visitor.here)]);
        return Redirect::to(&to).into_response();
    }
    let page = FaultPage {
        shell: Shell::of(site, &visitor),
        title: said.title,
        text: said.text,
    };
    (said.status, html(&page)).into_response()
}

fn is_bare_refusal(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && plain
}

impl From<tower_sessions::session::Error> for Fault {
    fn from(error: tower_sessions::session::Error) -> Self {
        Fault::failed(error)
    }
}

impl From<AccountError> for Fault {
    fn from(error: AccountError) -> Self {
        Fault::failed(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Unreachable { .. } => Fault::Unavailable(
                "The database does not answer. Try again in a minute.".to_owned(),
            ),
            other => Fault::failed(other),
        }
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Store(error) => error.into(),
            AppError::Refused(refusal) => Fault::Unfit(refusal.to_string()),
            error @ (AppError::UnsoundPerson(_)
            | AppError::NotFound(_)
            | AppError::NotAllowed(..)
            | AppError::AddressHeld
            | AppError::CannotImport(_)
            | AppError::Workbook(_)
            | AppError::Backup(_)) => Fault::Unfit(error.to_string()),
            error @ AppError::MovedOn { .. } => Fault::Conflict(error.to_string()),
            other => Fault::failed(other),
        }
    }
}

impl From<PublicationError> for Fault {
    fn from(error: PublicationError) -> Self {
        match error {
            PublicationError::App(error) => error.into(),
            PublicationError::NoSuch { .. } => Fault::NotFound,
            // What the machine or the home folder lacks is for whoever runs the program.
            error @ (PublicationError::Snapshot(_)
            | PublicationError::Benchmarks(_)
            | PublicationError::Catalogue(_)
            | PublicationError::Definition(_)
            | PublicationError::Engine(_)
            | PublicationError::Docx(_)
            | PublicationError::Pdf(_)
            | PublicationError::Json(_)
            | PublicationError::Io { .. }) => Fault::failed(error),
            other => Fault::Unfit(other.to_string()),
        }
    }
}
