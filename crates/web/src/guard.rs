//! What stands before every route: its permission, the form's token, and the headers of answers.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::permission::Permission;
use crate::site::Site;
use crate::visitor::Visitor;

/// The field of a form that holds its token.
pub const TOKEN: &str = "csrf";
/// The largest form, in bytes: a long report with room to spare.
pub const LARGEST_FORM: usize = 2 << 20;

/// What a route asks of who comes to it.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// The permission.
    pub needs: Permission,
    /// Whether it takes forms.
    pub takes_forms: bool,
    /// Whether it takes forms with files.
    pub takes_files: bool,
}

/// Lets those pass who have a route's permission, and forms that bring their token. A form with files
/// passes only where the route takes files, as there the token is looked at with them.
pub async fn guard(door: Door, request: Request, next: Next) -> Response {
    match admitted(door, request).await {
        Ok(request) => next.run(request).await,
        Err(fault) => fault.into_response(),
    }
}

async fn admitted(door: Door, request: Request) -> Result<Request, Fault> {
    if matches!(door.needs, Permission::Token(_)) {
        // Programs bring a token of their own and no cookie; where they do is looked at there.
        return Ok(request);
    }
    let visitor = request
        .extensions()
        .get::<Visitor>()
        .cloned()
        .ok_or_else(|| Fault::failed("a route without its visitor"))?;
    if !door.needs.is_held_by(&visitor) {
        return Err(match visitor.who {
            None => Fault::SignIn,
            Some(_) => Fault::NotFound,
        });
    }
    if !door.takes_forms || *request.method() != Method::POST {
        // Forms alone change anything; what a route does not take the router refuses.
        return Ok(request);
    }
    if door.takes_files && is_multipart(&request) {
        // Read as it comes in; the token is its first field, and `upload` looks at it.
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LARGEST_FORM).await.map_err(|_| {
        Fault::TooLarge("A form may hold two megabytes. Nothing was changed.".to_owned())
    })?;
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(&bytes).map_err(|_| Fault::Forged)?;
    let given = pairs.iter().find(|(name, _)| name == TOKEN);
    let given = given.map(|(_, value)| value.as_str()).unwrap_or_default();
    if !is_token_of(&visitor, given) {
        return Err(Fault::Forged);
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Whether a form's token is that of the visitor's session.
pub fn is_token_of(visitor: &Visitor, given: &str) -> bool {
    let Some(kept) = &visitor.kept else {
        return false;
    };
    // Hashes are compared, so that the time taken tells nothing of the token.
    Sha256::digest(given) == Sha256::digest(&kept.csrf)
}

/// Adds the headers that tell a browser what pages of this site may do.
pub async fn headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let nonce = response.extensions().get::<Nonce>().cloned();
    let set = response.headers_mut();
    let mut fixed = |name: HeaderName, value: &'static str| {
        set.insert(name, HeaderValue::from_static(value));
    };
    fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    fixed(header::REFERRER_POLICY, "same-origin");
    fixed(header::X_FRAME_OPTIONS, "DENY");
    fixed(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    fixed(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    fixed(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    if site.settings.is_encrypted() {
        fixed(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    if !is_asset {
        if !set.contains_key(header::CACHE_CONTROL) {
            set.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if !set.contains_key(header::CONTENT_SECURITY_POLICY) {
            let script = match &nonce {
                // The module brings in the other from the same place.
                Some(Nonce(nonce)) => format!("'nonce-{nonce}' 'self'"),
                None => "'none'".to_owned(),
            };
            let policy = format!(
                "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self' data:; \
                 font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors 'none'"
            );
            if let Ok(value) = HeaderValue::from_str(&policy) {
                set.insert(header::CONTENT_SECURITY_POLICY, value);
            }
        }
    }
    response
}

/// The nonce that a page's script carries, told to [`headers`].
#[derive(Clone, Debug)]
pub struct Nonce(pub String);
