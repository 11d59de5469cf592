//! Why a request of a program is not answered, as JSON with an error's name and a message.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use waymark_accounts::{AccountError, Scope};

use crate::fault::Fault;

/// Why there is no answer.
#[derive(Debug)]
pub enum Refused {
    /// A parameter of the address cannot be read; the words say which, and what is expected.
    BadParameter(String),
    /// There is no token, or one that does not count.
    Token,
    /// The token does not reach so far.
    Scope(Scope),
    /// Whoever the token belongs to may not see this.
    Role(&'static str),
    /// There is nothing of that name.
    NotFound(String),
    /// What went wrong is not the programming interface's own.
    Fault(Fault),
}

/// What an error says.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of error, for programs: `bad_parameter`, `unauthorised`, `forbidden`, `not_found`;
    /// where the program itself fails, a short title.
    pub error: String,
    /// What is wrong and what to do, for people.
    pub message: String,
}

impl Refused {
    fn parts(self) -> Result<(StatusCode, &'static str, String, Option<String>), Fault> {
        Ok(match self {
            Refused::BadParameter(message) => {
                (StatusCode::BAD_REQUEST, "bad_parameter", message, None)
            }
            Refused::Token => (
                StatusCode::UNAUTHORIZED,
                "unauthorised",
                "Send a token of yours that has not ended, as the header `Authorization: Bearer wm_…`. Tokens are made on the page “Your account”.".to_owned(),
                Some("Bearer realm=\"Waymark\"".to_owned()),
            ),
            Refused::Scope(scope) => (
                StatusCode::FORBIDDEN,
                "forbidden",
                format!("This needs a token with the scope `{scope}`. Make one on the page “Your account”."),
                Some(format!(
                    "Bearer realm=\"Waymark\", error=\"insufficient_scope\", scope=\"{scope}\""
                )),
            ),
            Refused::Role(message) => (StatusCode::FORBIDDEN, "forbidden", message.to_owned(), None),
            Refused::NotFound(message) => (StatusCode::NOT_FOUND, "not_found", message, None),
            Refused::Fault(Fault::NotFound) => (
                StatusCode::NOT_FOUND,
                "not_found",
                "There is nothing here. `/api/v1` lists what there is.".to_owned(),
                None,
            ),
            Refused::Fault(fault) => return Err(fault),
        })
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, error, message, challenge) = match self.parts() {
            Ok(parts) => parts,
            // The layer around all routes makes JSON of it, and writes our own defects to the log.
            Err(fault) => return fault.into_response(),
        };
        let problem = Problem {
            error: error.to_owned(),
            message,
        };
        let mut response = (status, Json(problem)).into_response();
        if let Some(Ok(challenge)) = challenge.map(|words| HeaderValue::from_str(&words)) {
            let headers = response.headers_mut();
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Refused::Fault(fault)
    }
}

impl From<AccountError> for Refused {
    fn from(error: AccountError) -> Self {
        Refused::Fault(error.into())
    }
}
