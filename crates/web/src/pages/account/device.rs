//! The cookie by which a browser is known again that somebody has signed in with. Attempts from
//! such a browser are counted apart, so that nobody elsewhere can lock its owner out. It signs
//! nobody in.

use axum::http::{HeaderMap, header};
use waymark_accounts::Source;

use crate::visitor::Visitor;

/// The cookie's name, and the one that browsers take over encrypted connections only.
const NAMES: [&str; 2] = ["waymark-device", "__Host-waymark-device"];
/// How long it is kept, in seconds: 180 days.
const KEPT_FOR: u32 = 180 * 24 * 60 * 60;

/// Where an attempt comes from.
pub(super) fn source(visitor: &Visitor, headers: &HeaderMap) -> Source {
    Source {
        address: visitor.address,
        device: device(headers),
    }
}

fn device(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| NAMES.contains(name))
        .map(|(_, value)| value.to_owned())
}

/// What sets the cookie.
pub(super) fn cookie(value: &str, is_encrypted: bool) -> String {
    let [plain, encrypted] = NAMES;
    let (name, secure) = if is_encrypted {
        (encrypted, "; Secure")
    } else {
        (plain, "")
    };
    format!("{name}={value}; Path=/; Max-Age={KEPT_FOR}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        for (cookies, expected) in [
            (&["waymark=1; waymark-device=abc"][..], Some("abc")),
            (&["waymark=1", "__Host-waymark-device=def"], Some("def")),
            (&["other-waymark-device=abc"], None),
            (&["waymark=1"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for cookie in cookies {
                headers.append(header::COOKIE, cookie.parse().unwrap());
            }
            assert_eq!(device(&headers).as_deref(), expected, "{cookies:?}");
        }
    }

    #[test]
    fn the_cookie_is_for_the_server_alone() {
        assert_eq!(
            cookie("abc", false),
            "waymark-device=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            cookie("abc", true),
            "__Host-waymark-device=abc; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure"
        );
    }
}
