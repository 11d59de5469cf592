//! Who came, and who looked at rows about single children.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use waymark_plan::PersonId;

use crate::fault::Fault;
use crate::shell::{Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How many lines of each record a page has.
const LINES: u32 = 50;

/// Where the pages of the records begin.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    looks: Option<i64>,
    trail: Option<i64>,
}

#[derive(Template)]
#[template(path = "admin/access.html")]
struct AccessPage {
    shell: Shell,
    looks: Vec<LookHtml>,
    older_looks: Option<i64>,
    trail: Vec<TrailHtml>,
    older_trail: Option<i64>,
}

struct LookHtml {
    at: String,
    who: String,
    what: String,
    snapshot: String,
    rows: u64,
}

struct TrailHtml {
    at: String,
    what: &'static str,
    who: String,
    about: String,
    address: String,
}

/// A time in words.
pub fn time(at: Timestamp) -> String {
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// Shows both records.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Query(before): Query<Before>,
) -> Result<Response, Fault> {
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let called = |person: Option<&PersonId>| {
        person.map_or_else(String::new, |person| visitor.view.people.called(person))
    };
    let looks = site.accounts.looks(before.looks, LINES).await?;
    let trail = site.accounts.trail(before.trail, LINES).await?;
    let full = usize::try_from(LINES).unwrap_or(usize::MAX);
    Ok(html(&AccessPage {
        shell,
        older_looks: (looks.len() == full)
            .then(|| looks.last().map(|look| look.number))
            .flatten(),
        older_trail: (trail.len() == full)
            .then(|| trail.last().map(|entry| entry.number))
            .flatten(),
        looks: looks
            .iter()
            .map(|look| LookHtml {
                at: time(look.at),
                who: called(Some(&look.person)),
                what: look.what.clone(),
                snapshot: look.snapshot.chars().take(12).collect(),
                rows: look.rows,
            })
            .collect(),
        trail: trail
            .iter()
            .map(|entry| TrailHtml {
                at: time(entry.at),
                what: entry.kind.in_words(),
                who: called(entry.person.as_ref()),
                about: called(entry.about.as_ref()),
                address: entry.address.clone().unwrap_or_default(),
            })
            .collect(),
    }))
}
