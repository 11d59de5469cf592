//! The log: every event in words, and the proof that the chain holds.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_app::Ledger;
use waymark_narrative::sentence::words;
use waymark_plan::{PersonId, RecommendationId};

use crate::fault::Fault;
use crate::shell::{Notice, Shell, address, html};
use crate::site::Site;
use crate::visitor::Visitor;

/// How many events a page has.
const LINES: usize = 50;

/// Which events are asked for. What cannot be read asks for nothing.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Asked {
    before: Option<u64>,
    #[serde(default)]
    about: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    words: String,
}

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    shell: Shell,
    asked: Asked,
    recommendations: Vec<(String, bool)>,
    people: Vec<(String, String, bool)>,
    events: Vec<EventHtml>,
    found: usize,
    all: u64,
    older: Option<String>,
    hash: String,
}

struct EventHtml {
    seq: u64,
    on: String,
    who: String,
    words: String,
    href: Option<String>,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let view = visitor.view.clone();
    let about: Option<RecommendationId> = asked.about.parse().ok();
    let by: Option<PersonId> = asked.by.parse().ok();
    let (from, to): (Option<Date>, Option<Date>) = (asked.from.parse().ok(), asked.to.parse().ok());
    let wanted = asked.words.trim().to_lowercase();
    let fitting: Vec<_> = view
        .told
        .iter()
        .rev()
        .filter(|told| about.is_none() || told.recommendation == about)
        .filter(|told| by.as_ref().is_none_or(|by| told.by == *by))
        .filter(|told| from.is_none_or(|from| told.on >= from))
        .filter(|told| to.is_none_or(|to| told.on <= to))
        .filter(|told| wanted.is_empty() || told.words.to_lowercase().contains(&wanted))
        .collect();
    let shown: Vec<_> = fitting
        .iter()
        .filter(|told| asked.before.is_none_or(|before| told.seq < before))
        .take(LINES + 1)
        .collect();
    let older = (shown.len() > LINES).then(|| {
        let asked = Asked {
            before: Some(shown[LINES - 1].seq),
            ..asked.clone()
        };
        address("/log", asked)
    });
    let mut people: Vec<(String, String, bool)> = view
        .people
        .iter()
        .filter_map(|(id, person)| {
            let name = person.name.clone()?;
            Some((id.to_string(), name, by.as_ref() == Some(id)))
        })
        .collect();
    people.sort_by(|one, other| one.1.cmp(&other.1));
    let page = LogPage {
        recommendations: view
            .state
            .in_plan()
            .into_iter()
            .map(|(id, _)| (id.to_string(), about.as_ref() == Some(id)))
            .collect(),
        people,
        events: shown
            .iter()
            .take(LINES)
            .map(|told| EventHtml {
                seq: told.seq,
                on: words::day(told.on),
                who: view.people.called(&told.by),
                words: told.words.clone(),
                href: told
                    .recommendation
                    .as_ref()
                    .map(|id| format!("/recommendations/{id}")),
            })
            .collect(),
        found: fitting.len(),
        all: view.head.seq,
        older,
        hash: view.head.hash.to_string(),
        asked,
        shell,
    };
    Ok(html(&page))
}

/// Follows the whole chain and says whether it holds.
pub async fn verify(State(site): State<Site>, mut visitor: Visitor) -> Result<Response, Fault> {
    let said = match Ledger::verify(&site.settings.ledger, None).await {
        Ok(verified) => Notice::done(format!(
            "The chain holds from the first event to the last, number {}.",
            verified.head.seq
        )),
        Err(error) => Notice::note(format!("The chain does not hold: {error}")),
    };
    visitor.say(said).await?;
    Ok(Redirect::to("/log").into_response())
}
