//! Where a store is. Nothing is opened here.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::error::StoreError;

/// The place of a store. As text it never shows a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// A database of PostgreSQL, by its whole URL, which may hold a password.
    Postgres(String),
}

impl FromStr for Location {
    type Err = StoreError;
    /// `postgres://…` and `postgresql://…` are URLs of databases; any other text is the path of a
    /// file. A URL of another kind is refused, rather than taken for a path that might then show
    /// the password in it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = |why: &str| {
            Err(StoreError::NotALocation {
                why: why.to_owned(),
            })
        };
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else if text.trim().is_empty() {
            refused("it is empty")
        } else if text.contains("://") {
            refused("it looks like a URL, but not like one of PostgreSQL")
        } else {
            Ok(Self::Sqlite(PathBuf::from(text)))
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => fmt::Display::fmt(&path.display(), f),
            Self::Postgres(url) => f.pad(&without_password(url)),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Scheme, user, host and database of a URL. Its parameters are left out, since one of them may be
/// a password too.
///
/// The last `@` ends the password, so that one with unescaped `/`, `?` or `@` is hidden as well,
/// although the URL is then wrong.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (user.split(':').next(), place),
        None => (None, rest),
    };
    let place = place.split(['?', '#']).next().unwrap_or_default();
    let host = place.split('/').next().unwrap_or_default();
    // Where the host was forgotten, what follows the colon is a password and not a port.
    let is_port = |text: &str| text.ends_with(']') || text.bytes().all(|b| b.is_ascii_digit());
    match (user, host.rsplit_once(':')) {
        (_, Some((_, port))) if !is_port(port) => format!("{scheme}://…"),
        (Some(user), _) => format!("{scheme}://{user}@{place}"),
        (None, _) => format!("{scheme}://{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        text.parse::<Location>().unwrap().to_string()
    }

    #[test]
    fn texts_name_files_and_databases() {
        assert_eq!(
            "data/plan.db".parse::<Location>().unwrap(),
            Location::Sqlite(PathBuf::from("data/plan.db"))
        );
        for url in ["postgres://db.example/plan", "postgresql://db.example/plan"] {
            assert_eq!(
                url.parse::<Location>().unwrap(),
                Location::Postgres(url.to_owned())
            );
        }
        for bad in ["", "  ", "mysql://db.example/plan", "POSTGRES://a:b@c/d"] {
            let refused = bad.parse::<Location>().unwrap_err();
            assert!(
                matches!(refused, StoreError::NotALocation { .. }),
                "{refused}"
            );
            assert!(bad.trim().is_empty() || !refused.to_string().contains(bad));
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let cases = [
            ("data/plan.db", "data/plan.db"),
            (
                "postgres://db.example:5432/plan",
                "postgres://db.example:5432/plan",
            ),
            (
                "postgres://waymark@db.example/plan",
                "postgres://waymark@db.example/plan",
            ),
            (
                "postgres://waymark:secret@db.example/plan",
                "postgres://waymark@db.example/plan",
            ),
            (
                "postgres://db.example/plan?user=waymark&password=secret",
                "postgres://db.example/plan",
            ),
            (
                "postgres://waymark:secret@[::1]/plan",
                "postgres://waymark@[::1]/plan",
            ),
            (
                "postgres://[::1]:5432/plan#secret",
                "postgres://[::1]:5432/plan",
            ),
            ("postgres://waymark:secret/plan", "postgres://…"),
        ];
        for (url, expected) in cases {
            assert_eq!(shown(url), expected);
            let debug = format!("{:?}", url.parse::<Location>().unwrap());
            assert_eq!(debug, expected);
        }
    }

    proptest! {
        #[test]
        fn no_password_is_shown(password in "[ -~]{1,40}") {
            prop_assert_eq!(
                shown(&format!("postgres://waymark:{password}@db.example:5432/plan")),
                "postgres://waymark@db.example:5432/plan"
            );
        }
    }
}
