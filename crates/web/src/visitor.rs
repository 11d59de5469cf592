//! Who comes: the session, the person, the roles, and what their page must carry.
//!
//! [`know`] runs before every route. It decides nothing about routes; [`crate::guard`] does.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum::middleware::Next;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::Expiry;
use waymark_plan::PersonId;
use waymark_plan::ledger::parts::Role;

use crate::book::View;
use crate::fault::{self, Fault};
use crate::guard::Nonce;
use crate::random::hex;
use crate::shell::Notice;
use crate::site::Site;

/// The one entry of a session.
pub const KEPT: &str = "waymark";

/// How long somebody may be away before they sign in again.
const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// How long a session lasts at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How often a session that is used is written: not with every page.
const WRITTEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// How long a session of somebody who has not signed in is kept: for the form that they look at.
const STRANGERS: SignedDuration = SignedDuration::from_mins(60);

/// What a session holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// What every form of this session must bring back.
    pub csrf: String,
    /// Who has signed in.
    pub signed: Option<Signed>,
    /// Who has given the password and still owes the code.
    #[serde(default)]
    pub half_signed: Option<HalfSigned>,
    /// Where to go after signing in.
    #[serde(default)]
    pub then: Option<String>,
    /// What is said once on the next page.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// What a sign-in through an identity provider waits for.
    #[serde(default)]
    pub awaited: Option<serde_json::Value>,
}

/// Who has signed in, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Signed {
    /// The person.
    pub person: PersonId,
    /// The account's stamp at that time: where it is another now, the session is void.
    pub stamp: String,
    /// When.
    pub since: Timestamp,
    /// When they were last here, to a few minutes.
    pub seen: Timestamp,
}

/// Who has given the password and still owes the code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HalfSigned {
    /// The person.
    pub person: PersonId,
    /// The account's stamp at that time: where it is another now, the password must be given again.
    pub stamp: String,
    /// When.
    pub since: Timestamp,
}

impl Kept {
    /// What a new session holds.
    pub fn new() -> Self {
        Self {
            csrf: hex(24),
            signed: None,
            half_signed: None,
            then: None,
            notice: None,
            awaited: None,
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self::new()
    }
}

/// Who comes.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who has signed in.
    pub who: Option<PersonId>,
    /// The plan as they see it: the same for the whole of a request.
    pub view: Arc<View>,
    /// The time of the request.
    pub now: Timestamp,
    /// Today; in a demonstration whose story ended, its last day.
    pub today: Date,
    /// Where they come from.
    pub address: IpAddr,
    /// What lets a script run on this page.
    pub nonce: Arc<str>,
    /// What the session holds; none where there is no session.
    pub kept: Option<Kept>,
    /// The session.
    pub session: Session,
    /// The address that was asked for, with its query.
    pub here: Arc<str>,
}

impl Visitor {
    /// Whether they have a role.
    pub fn has(&self, role: Role) -> bool {
        let Some(who) = &self.who else { return false };
        self.view.state.has_role(who, role)
    }

    /// Whether they have one of these roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// The person, where one has signed in.
    pub fn person(&self) -> Result<&PersonId, Fault> {
        self.who.as_ref().ok_or(Fault::SignIn)
    }

    /// The session's content, begun where there is none: for a page with a form.
    pub async fn kept(&mut self) -> Result<&mut Kept, Fault> {
        if self.kept.is_none() {
            let kept = Kept::new();
            self.session.set_expiry(Some(until(self.now + STRANGERS)));
            self.session.insert(KEPT, &kept).await?;
            self.kept = Some(kept);
        }
        Ok(self.kept.as_mut().expect("was put there"))
    }

    /// Writes what the session holds.
    pub async fn keep(&self) -> Result<(), Fault> {
        if let Some(kept) = &self.kept {
            // A session that is written without its end would get one of two weeks.
            let long = if kept.signed.is_some() {
                IDLE
            } else {
                STRANGERS
            };
            self.session.set_expiry(Some(until(self.now + long)));
            self.session.insert(KEPT, kept).await?;
        }
        Ok(())
    }

    /// Says something once, on the next page.
    pub async fn say(&mut self, notice: Notice) -> Result<(), Fault> {
        self.kept().await?.notice = Some(notice);
        self.keep().await
    }

    /// Begins the session of somebody who has signed in, under a new name, so that a name that was
    /// put into a browser beforehand opens nothing.
    pub async fn sign_in(&mut self, person: &PersonId, stamp: String) -> Result<(), Fault> {
        let now = self.now;
        let mut kept = Kept::new();
        kept.signed = Some(Signed {
            person: person.clone(),
            stamp,
            since: now,
            seen: now,
        });
        self.session.cycle_id().await?;
        self.session.set_expiry(Some(until(now + IDLE)));
        self.session.insert(KEPT, &kept).await?;
        self.who = Some(person.clone());
        self.kept = Some(kept);
        Ok(())
    }

    /// Ends the session.
    pub async fn sign_out(&mut self) -> Result<(), Fault> {
        self.session.flush().await?;
        self.who = None;
        self.kept = None;
        Ok(())
    }
}

fn until(at: Timestamp) -> Expiry {
    // Years that either clock cannot count lie beyond any session.
    let at =
        OffsetDateTime::from_unix_timestamp(at.as_second()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Expiry::AtDateTime(at)
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        visitor.ok_or_else(|| Fault::failed("a route without its visitor"))
    }
}

/// Finds out who comes, hands the request on, and clothes what went wrong in a page.
pub async fn know(
    State(site): State<Site>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let visitor = match visitor(&site, session, Asked::of(&site, &request)).await {
        Ok(visitor) => visitor,
        Err(fault) => return fault.bare(),
    };
    request.extensions_mut().insert(visitor.clone());
    let for_program = request.uri().path().starts_with("/api/");
    let nonce = Nonce(visitor.nonce.to_string());
    let response = next.run(request).await;
    let mut response = fault::clothed(response, &site, visitor, for_program).await;
    response.extensions_mut().insert(nonce);
    response
}

/// What of a request tells who comes.
struct Asked {
    has_cookie: bool,
    address: IpAddr,
    here: Arc<str>,
}

impl Asked {
    fn of(site: &Site, request: &Request) -> Self {
        let here = request.uri().path_and_query();
        Self {
            has_cookie: has_cookie(site, request),
            address: address_of(site, request.headers(), request.extensions()),
            here: here.map_or("/", |here| here.as_str()).into(),
        }
    }
}

async fn visitor(site: &Site, session: Session, asked: Asked) -> Result<Visitor, Fault> {
    let now = site.clock.now();
    let view = site.book.view();
    let kept: Option<Kept> = if asked.has_cookie {
        session.get(KEPT).await?
    } else {
        None
    };
    let today = view.today(site.clock.today());
    let mut visitor = Visitor {
        who: None,
        view,
        now,
        today,
        address: asked.address,
        nonce: hex(16).into(),
        kept,
        session,
        here: asked.here,
    };
    visitor.recognise(site).await?;
    Ok(visitor)
}

impl Visitor {
    /// Honours the session of somebody who has signed in as long as it may be.
    async fn recognise(&mut self, site: &Site) -> Result<(), Fault> {
        let Some(signed) = self.kept.as_ref().and_then(|kept| kept.signed.clone()) else {
            return Ok(());
        };
        let fresh = self.now.duration_since(signed.since) < LONGEST
            && self.now.duration_since(signed.seen) < IDLE + WRITTEN_EVERY;
        let stands = fresh
            && self.view.people.name(&signed.person).is_some()
            && site.accounts.stamp(&signed.person).await?.as_deref() == Some(&signed.stamp);
        if !stands {
            self.session.flush().await?;
            self.kept = None;
            return Ok(());
        }
        self.who = Some(signed.person.clone());
        if self.now.duration_since(signed.seen) >= WRITTEN_EVERY {
            let now = self.now;
            if let Some(signed) = self.kept.as_mut().and_then(|kept| kept.signed.as_mut()) {
                signed.seen = now;
            }
            self.session.set_expiry(Some(until(now + IDLE)));
            self.keep().await?;
        }
        Ok(())
    }
}

fn has_cookie(site: &Site, request: &Request) -> bool {
    let name = site.cookie_name();
    request
        .headers()
        .get_all(axum::http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains(name))
}

/// The client's address: that of the connection, or, behind a proxy that we were told of, the one
/// that the proxy says.
pub fn address_of(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let forwarded = site
        .settings
        .behind_proxy
        .then(|| {
            let header = headers.get("x-forwarded-for")?.to_str().ok()?;
            // What stands before the last may have been written by the client.
            header.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        })
        .flatten();
    let direct = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    forwarded
        .or(direct)
        .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}
