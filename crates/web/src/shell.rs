//! What every page carries around its own content, and how pages become answers.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};
use waymark_narrative::sentence::words::day as day_in_words;

use crate::assets;
use crate::permission::Permission;
use crate::site::Site;
use crate::visitor::Visitor;

/// What every page carries.
#[derive(Clone, Debug)]
pub struct Shell {
    /// What lets the page's script run.
    pub nonce: String,
    /// What its forms bring back.
    pub csrf: String,
    /// Whose plan it is.
    pub council: String,
    /// Who has signed in.
    pub who: Option<Who>,
    /// The parts of the application that the visitor may go to.
    pub nav: Vec<NavLink>,
    /// What is said once.
    pub notice: Option<Notice>,
    /// Whether all of it is made up.
    pub demonstration: bool,
    /// In a demonstration, the day that it plays on.
    pub story_day: Option<String>,
    /// The assets' fingerprint.
    pub assets: &'static str,
    /// The program's version.
    pub version: &'static str,
}

/// Who has signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The post.
    pub post: String,
}

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub text: &'static str,
    /// Whether the page is part of it.
    pub current: bool,
}

/// What is said once, at the top of the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A word or two.
    pub title: String,
    /// What happened.
    pub text: String,
    /// Whether it went well.
    pub success: bool,
}

impl Notice {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self {
            title: "Recorded".to_owned(),
            text: text.into(),
            success: true,
        }
    }

    /// Something is to be known.
    pub fn note(text: impl Into<String>) -> Self {
        Self {
            title: "Important".to_owned(),
            text: text.into(),
            success: false,
        }
    }
}

/// The parts of the application, each with what it needs, in the order of the navigation.
const PARTS: &[(&str, &str, Permission)] = &[
    ("/overview", "Overview", Permission::Plan),
    ("/work", "My work", Permission::Work),
    ("/plan", "Plan", Permission::Plan),
    ("/measures", "Measures", Permission::Plan),
    ("/audits", "Audits", Permission::Work),
    ("/meetings", "Meetings", Permission::Work),
    ("/reports", "Reports", Permission::Work),
    ("/data", "Data", Permission::Work),
    ("/admin", "Admin", Permission::People),
];

/// The public's parts, for whoever has not signed in.
const PUBLIC_PARTS: &[(&str, &str)] = &[
    ("/", "Home"),
    ("/published", "Reports"),
    ("/published/plan", "Plan"),
    ("/published/figures", "Figures"),
];

impl Shell {
    /// The shell of a page for a visitor. What was to be said once is said here; whoever renders
    /// the page takes it from the session with [`Shell::with_notice`].
    pub fn of(_: &Site, visitor: &Visitor) -> Self {
        let view = &visitor.view;
        let path = visitor.here.split('?').next().unwrap_or("/");
        let is_in = |href: &str| {
            path == href
                || path
                    .strip_prefix(href)
                    .is_some_and(|rest| rest.starts_with('/'))
                || (href == "/overview" && path.starts_with("/recommendations"))
        };
        let nav = match &visitor.who {
            Some(_) => PARTS
                .iter()
                .filter(|(_, _, needs)| needs.is_held_by(visitor))
                .map(|(href, text, _)| NavLink {
                    href,
                    text,
                    current: is_in(href),
                })
                .collect(),
            None => PUBLIC_PARTS
                .iter()
                .map(|(href, text)| NavLink {
                    href,
                    text,
                    current: path == *href,
                })
                .collect(),
        };
        let who = visitor.who.as_ref().map(|person| {
            let known = view.people.get(person);
            Who {
                name: view.people.called(person),
                post: known
                    .and_then(|known| known.post.clone())
                    .unwrap_or_default(),
            }
        });
        let demonstration = view.is_demonstration();
        Self {
            nonce: visitor.nonce.to_string(),
            csrf: visitor
                .kept
                .as_ref()
                .map(|kept| kept.csrf.clone())
                .unwrap_or_default(),
            council: view.council().to_owned(),
            who,
            nav,
            notice: None,
            demonstration,
            story_day: demonstration.then(|| day_in_words(visitor.today)),
            assets: assets::fingerprint(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The shell, with what is to be said once; it is taken out of the session.
    pub async fn with_notice(site: &Site, visitor: &mut Visitor) -> Result<Self, crate::Fault> {
        let mut shell = Self::of(site, visitor);
        let notice = visitor.kept.as_mut().and_then(|kept| kept.notice.take());
        if notice.is_some() {
            visitor.keep().await?;
            shell.notice = notice;
        }
        Ok(shell)
    }
}

/// A page as an answer.
pub fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => crate::Fault::failed(error).into_response(),
    }
}

/// An address with what it asks for.
pub fn address(path: &str, query: impl Serialize) -> String {
    // Names and texts alone go into a query, and all of them can be written.
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    format!("{path}?{query}")
}

/// An address of this site that a form or link may lead back to; anything else is `None`, so that
/// nobody is led elsewhere.
pub fn local(address: &str) -> Option<&str> {
    let sound = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\n', '\r'])
        && address.bytes().all(|byte| byte > 0x1f && byte != 0x7f);
    sound.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_led_to() {
        for (address, is_local) in [
            ("/overview", true),
            ("/recommendations/R1?x=1#history", true),
            ("//elsewhere.example", false),
            ("/\\elsewhere.example", false),
            ("https://elsewhere.example/", false),
            ("overview", false),
            ("", false),
            ("/a\r\nb", false),
        ] {
            assert_eq!(local(address).is_some(), is_local, "{address:?}");
        }
    }

    #[test]
    fn a_part_of_an_address_says_nothing_of_its_own() {
        assert_eq!(address("/x", [("to", "/a b&c=d")]), "/x?to=%2Fa+b%26c%3Dd");
    }
}
