//! `/reports/ID/restate`: a published report held to the latest data. What it would say otherwise is
//! shown, and recorded beside it where somebody who keeps the plan says so.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_plan::RestatementId;
use waymark_plan::ledger::state::ReportState;
use waymark_plan::ledger::{Command, CommandKind};
use waymark_publication::{PublicationError, Restated, next_restatement};

use super::changed::{ChangeHtml, title_of};
use super::form::{Refused, Token, read, words_of};
use super::held::{or_words, short};
use crate::aside::with_ledger;

use super::{Head, may, published_of};
use crate::book::View;
use crate::desk::RestatedKey;
use crate::fault::Fault;
use crate::give::{order, told};
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/restate.html")]
struct RestatePage {
    shell: Shell,
    head: Head,
    token: Token,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
    because: String,
    may_raise: bool,
    found: Result<RestatedHtml, String>,
}

/// What newer data changes.
struct RestatedHtml {
    /// The whole id, as the form brings it back.
    snapshot: String,
    /// As much of it as people compare.
    short: String,
    made_from: String,
    is_same_snapshot: bool,
    same: usize,
    figures: Vec<ChangeHtml>,
    unknown: Vec<UnknownHtml>,
    /// The restatement that says the same already.
    raised: Option<String>,
}

/// A figure that the data cannot give.
struct UnknownHtml {
    reference: String,
    about: String,
    why: String,
}

/// Shows what newer data changes.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let view = visitor.view.clone();
    let report = published_of(&view, &id)?;
    let found = or_words(restated(&site, &view, report).await)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let form = (Token::new(view.head.seq), String::new(), Refused::default());
    Ok(html(&page(shell, &site, &visitor, report, found, form)))
}

/// Records it.
pub async fn raise(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let report = published_of(&view, &id)?;
    if !may(&visitor, CommandKind::RaiseRestatement, &report.record.id) {
        return Err(Fault::NotFound);
    }
    let fields = read(&body)?;
    let token = Token::of(&fields)?;
    let because = words_of(&fields, "because");
    let found = or_words(restated(&site, &view, report).await)?;
    let command = match &found {
        Err(words) => Err(Refused::because(words.clone())),
        Ok(restated) if fields.get("snapshot") != Some(&restated.snapshot) => {
            Err(Refused::because(
                "Newer data came in since you opened this page. What it changes stands below; look at it, and record it again.",
            ))
        }
        Ok(restated) => command(&view, report, restated, because.clone()),
    };
    let refused = match command {
        Err(refused) => refused,
        Ok(command) => {
            let order = order(&visitor, command, &token.giving, Some(token.seen))?;
            match site.book.give(&[order]).await {
                Ok((given, view)) => {
                    visitor.say(Notice::done(told(&view, &given))).await?;
                    let to = format!("/reports/{}#restatements", report.record.id);
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(error) => Refused::of(error)?,
            }
        }
    };
    let token = if refused.changes.is_empty() {
        token
    } else {
        Token::new(site.book.view().head.seq)
    };
    let shell = Shell::of(&site, &visitor);
    let form = (token, because.unwrap_or_default(), refused);
    let page = page(shell, &site, &visitor, report, found, form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
}

/// What the latest snapshot changes in a published report.
async fn restated(site: &Site, view: &View, report: &ReportState) -> Result<Arc<Restated>, Fault> {
    let snapshot = site.desk.latest()?.ok_or(PublicationError::NoData)?;
    let key = RestatedKey {
        report: report.record.id.clone(),
        snapshot: snapshot.clone(),
        seq: view.head.seq,
    };
    let id = report.record.id.clone();
    site.desk
        .restated(&key, async || {
            let found = with_ledger(site, async move |site, ledger| {
                let home = &site.settings.home;
                waymark_publication::restate(home, ledger, &id, &snapshot).await
            });
            Ok(found.await??)
        })
        .await
}

fn command(
    view: &View,
    report: &ReportState,
    restated: &Restated,
    because: Option<String>,
) -> Result<Command, Refused> {
    if let Some(before) = raised(report, restated) {
        return Err(Refused::because(format!(
            "Restatement {before} says the same. Nothing is recorded again."
        )));
    }
    let id = next_restatement(&view.state, &report.record.id).ok_or_else(|| {
        Refused::because(
            "The report’s id is too long to make a restatement’s id of it. Raise it at the command line, where an id can be given.",
        )
    })?;
    match restated.restatement(id, because) {
        Some(restatement) => Ok(Command::RaiseRestatement(restatement)),
        None => Err(Refused::because(
            "No figure is another, so there is nothing to record.",
        )),
    }
}

/// The restatement of a report that has the same changes from the same snapshot already.
fn raised<'a>(report: &'a ReportState, found: &Restated) -> Option<&'a RestatementId> {
    let mut all = report.restatements.iter();
    let same = all.find(|(_, one)| {
        one.record.snapshot == found.snapshot && one.record.changes == found.changes
    });
    same.map(|(id, _)| id)
}

fn page(
    shell: Shell,
    site: &Site,
    visitor: &Visitor,
    report: &ReportState,
    found: Result<Arc<Restated>, String>,
    (token, because, refused): (Token, String, Refused),
) -> RestatePage {
    RestatePage {
        shell,
        head: Head::of(report),
        token,
        errors: refused.errors,
        changes: refused.changes,
        because,
        may_raise: may(visitor, CommandKind::RaiseRestatement, &report.record.id),
        found: found.map(|restated| RestatedHtml {
            short: short(&restated.snapshot).to_owned(),
            made_from: short(&restated.made_from).to_owned(),
            is_same_snapshot: restated.snapshot == restated.made_from,
            same: restated.same,
            figures: restated
                .changes
                .iter()
                .map(|change| ChangeHtml::of(site, change))
                .collect(),
            unknown: restated
                .unknown
                .iter()
                .map(|one| UnknownHtml {
                    reference: one.reference.clone(),
                    about: format!("{}, {}", title_of(site, &one.measure), one.month.in_words()),
                    why: one.why.clone(),
                })
                .collect(),
            raised: raised(report, &restated).map(ToString::to_string),
            snapshot: restated.snapshot.clone(),
        }),
    }
}
