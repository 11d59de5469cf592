//! `/reports/ID/publish`: an approved report is frozen with all that it was made from, and
//! published. Where that is cut off in the middle, nothing of it counts.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_app::{Given, Stamp};
use waymark_narrative::sentence::words;
use waymark_plan::ReportId;
use waymark_plan::ledger::CommandKind;
use waymark_plan::ledger::state::{ApprovalState, ReportStage, ReportState};
use waymark_publication::{PublicationError, ToFreeze, freeze};

use super::form::{Refused, Token, read};
use super::held::short;
use super::one::counts;
use super::{Head, may, report_of};
use crate::aside::with_ledger;
use crate::book::View;
use crate::fault::Fault;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/publish.html")]
struct PublishPage {
    shell: Shell,
    head: Head,
    token: Token,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
    meeting: String,
    approved: String,
    snapshot: String,
    counts: String,
    explained: usize,
}

/// The report that a visitor may publish, with its approval.
fn publishable<'a>(
    view: &'a View,
    visitor: &Visitor,
    id: &str,
) -> Result<(&'a ReportState, &'a ApprovalState), Fault> {
    let report = report_of(view, id)?;
    let may_publish = may(visitor, CommandKind::PublishReport, &report.record.id);
    match &report.approval {
        Some(approval) if may_publish && report.stage == ReportStage::Approved => {
            Ok((report, approval))
        }
        _ => Err(Fault::NotFound),
    }
}

/// Asks whether it is to be published.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let view = visitor.view.clone();
    let (report, approval) = publishable(&view, &visitor, &id)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let token = Token::new(view.head.seq);
    let page = page(shell, &view, report, approval, token, Refused::default());
    Ok(html(&page))
}

/// Publishes it.
pub async fn publish(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let fields = read(&body)?;
    let token = Token::of(&fields)?;
    // Who sends the form once more, as the answer took long, is led to what came of it.
    let there = report_of(&view, &id)?;
    if there.stage == ReportStage::Published
        && may(&visitor, CommandKind::PublishReport, &there.record.id)
    {
        return Ok(Redirect::to(&format!("/reports/{}", there.record.id)).into_response());
    }
    let (report, approval) = publishable(&view, &visitor, &id)?;
    let stamp = Stamp {
        by: visitor.person()?.clone(),
        today: visitor.today,
        now: visitor.now,
        id: token.giving.parse().map_err(|_| Fault::Forged)?,
    };
    let published = freeze_and_publish(&site, &report.record.id, stamp, token.seen).await?;
    let refused = match published {
        Ok(_) => {
            let words = format!(
                "Report {} was published. It is kept with all that it was made from.",
                report.record.id
            );
            visitor.say(Notice::done(words)).await?;
            let to = format!("/reports/{}", report.record.id);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(error) => Refused::of_publication(error)?,
    };
    let token = if refused.changes.is_empty() {
        token
    } else {
        Token::new(site.book.view().head.seq)
    };
    let shell = Shell::of(&site, &visitor);
    let page = page(shell, &view, report, approval, token, refused);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
}

async fn freeze_and_publish(
    site: &Site,
    id: &ReportId,
    stamp: Stamp,
    seen: u64,
) -> Result<Result<Given, PublicationError>, Fault> {
    let id = id.clone();
    with_ledger(site, async move |site, ledger| {
        let settings = &site.settings;
        let wanted = ToFreeze {
            report: &id,
            template: &settings.template,
            definitions: settings.definitions.as_deref(),
        };
        let archive = freeze(&settings.home, ledger, &wanted).await?;
        waymark_publication::publish(&settings.home, ledger, &archive, stamp, Some(seen)).await
    })
    .await
}

fn page(
    shell: Shell,
    view: &View,
    report: &ReportState,
    approval: &ApprovalState,
    token: Token,
    refused: Refused,
) -> PublishPage {
    let check = &approval.approval.check;
    PublishPage {
        shell,
        head: Head::of(report),
        token,
        errors: refused.errors,
        changes: refused.changes,
        meeting: words::day(report.record.meeting_on),
        approved: format!(
            "{}, {}",
            view.people.called(&approval.act.by),
            words::day(approval.act.on)
        ),
        snapshot: short(&check.snapshot).to_owned(),
        counts: counts(check),
        explained: check.contradicted.len(),
    }
}
