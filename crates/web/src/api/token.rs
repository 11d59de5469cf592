//! Who a program reads for: the person of its token, with that person's roles and no session.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use waymark_accounts::Scope;

use super::refused::Refused;
use crate::permission::Permission;
use crate::site::Site;
use crate::visitor::Visitor;

/// A scope as a type, so that a handler says in its arguments what its token must reach.
pub trait Reach: Send {
    /// The scope.
    const SCOPE: Scope;
}

/// Measures and their figures.
pub struct Figures;

/// The plan, its ratings, meetings and reports.
pub struct Plan;

impl Reach for Figures {
    const SCOPE: Scope = Scope::Figures;
}

impl Reach for Plan {
    const SCOPE: Scope = Scope::Plan;
}

/// Who a program reads for. A session of the browser that it runs in counts for nothing.
pub struct Reader<R: Reach> {
    /// The token's person as a visitor.
    pub visitor: Visitor,
    reach: PhantomData<R>,
}

impl<R: Reach> Reader<R> {
    /// Whether they see figures however small, and what only officers work with.
    pub fn is_officer(&self) -> bool {
        Permission::Work.is_held_by(&self.visitor)
    }
}

impl<R: Reach> FromRequestParts<Site> for Reader<R> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let mut visitor = Visitor::from_request_parts(parts, site).await?;
        let secret = secret(&parts.headers).ok_or(Refused::Token)?;
        let token = site.accounts.token(secret, visitor.now).await?;
        let token = token.ok_or(Refused::Token)?;
        if !token.scopes.contains(&R::SCOPE) {
            return Err(Refused::Scope(R::SCOPE));
        }
        visitor.who = Some(token.person);
        visitor.kept = None;
        if !Permission::Plan.is_held_by(&visitor) {
            return Err(Refused::Role(
                "Whoever this token belongs to has no role in the plan any more. Ask the administrator.",
            ));
        }
        Ok(Self {
            visitor,
            reach: PhantomData,
        })
    }
}

/// The secret of a request's header; none where there is none, or more than one.
fn secret(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(only), None) = (given.next(), given.next()) else {
        return None;
    };
    let (scheme, secret) = only.to_str().ok()?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(secret.trim())
        .filter(|secret| !secret.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_stands_behind_bearer() {
        for (given, found) in [
            (vec!["Bearer wm_abc"], Some("wm_abc")),
            (vec!["bearer  wm_abc "], Some("wm_abc")),
            (vec!["Basic wm_abc"], None),
            (vec!["Bearer "], None),
            (vec!["wm_abc"], None),
            (vec!["Bearer wm_abc", "Bearer wm_abc"], None),
            (vec![], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in &given {
                headers.append(header::AUTHORIZATION, value.parse().unwrap());
            }
            assert_eq!(secret(&headers), found, "{given:?}");
        }
    }
}
