//! The standing pages: accessibility, privacy, what Waymark is.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::fault::Fault;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

macro_rules! page {
    ($(#[$doc:meta])* $name:ident, $page:ident, $template:literal) => {
        #[derive(Template)]
        #[template(path = $template)]
        struct $page {
            shell: Shell,
        }

        $(#[$doc])*
        pub async fn $name(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
            let shell = Shell::of(&site, &visitor);
            Ok(super::shown(&visitor, &$page { shell }))
        }
    };
}

page! {
    /// How accessible it is, and whom to tell where it is not.
    accessibility, AccessibilityPage, "public/accessibility.html"
}
page! {
    /// What is kept of those who come.
    privacy, PrivacyPage, "public/privacy.html"
}
page! {
    /// What Waymark is.
    about, AboutPage, "public/about.html"
}
