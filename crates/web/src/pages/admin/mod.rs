//! Administration: people and their accounts, who came and who looked, the log's end, backups.

pub mod access;
pub mod backup;
pub mod people;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::fault::Fault;
use crate::permission::Permission;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "admin/start.html")]
struct AdminPage {
    shell: Shell,
    links: Vec<(&'static str, &'static str, &'static str)>,
}

/// What there is to administer.
const PARTS: &[(&str, &str, &str, Permission)] = &[
    (
        "/admin/people",
        "People",
        "Who works with the plan, their roles, and what they sign in with.",
        Permission::People,
    ),
    (
        "/admin/access",
        "Who came and who looked",
        "Signing in, changes of accounts, and every look at rows about single children.",
        Permission::Administration,
    ),
    (
        "/admin/settings",
        "Settings",
        "The template of reports, the definitions of measures, and where the ledger is kept.",
        Permission::Administration,
    ),
    (
        "/admin/backup",
        "Backup",
        "The whole ledger in one file.",
        Permission::Administration,
    ),
];

/// Shows the start of it.
pub async fn show(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    Ok(html(&AdminPage {
        shell,
        links: PARTS
            .iter()
            .filter(|(.., needs)| needs.is_held_by(&visitor))
            .map(|(href, title, says, _)| (*href, *title, *says))
            .collect(),
    }))
}
