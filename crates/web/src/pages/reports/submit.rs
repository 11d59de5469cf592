//! `/reports/ID/submit`: a draft is handed in for review. A reference without words would stop the
//! approval after everybody has done their part, so it stops the handing in.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_plan::ledger::parts::ReportSubmission;
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{Command, CommandKind};

use super::findings::Findings;
use super::form::{Refused, Token, read, words_of};
use super::held::{held, or_words};
use super::{Head, may, report_of};
use crate::book::View;
use crate::fault::Fault;
use crate::give::{order, told};
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/submit.html")]
struct SubmitPage {
    shell: Shell,
    head: Head,
    token: Token,
    note: String,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
    check: Result<Findings, String>,
    can_offer: bool,
    may_go_on: bool,
}

/// The draft that a visitor may hand in, with its narrative.
fn submittable<'a>(
    view: &'a View,
    visitor: &Visitor,
    id: &str,
) -> Result<(&'a ReportState, &'a str), Fault> {
    let report = report_of(view, id)?;
    let narrative = report.narrative.as_deref().ok_or(Fault::NotFound)?;
    let may_submit = may(visitor, CommandKind::SubmitReport, &report.record.id);
    if may_submit && report.stage == ReportStage::Draft {
        Ok((report, narrative))
    } else {
        Err(Fault::NotFound)
    }
}

/// Shows what the check says, and asks for a note.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let view = visitor.view.clone();
    let (report, narrative) = submittable(&view, &visitor, &id)?;
    let check = check(&site, &view, report, narrative).await?;
    let page = SubmitPage {
        shell: Shell::with_notice(&site, &mut visitor).await?,
        head: Head::of(report),
        token: Token::new(view.head.seq),
        note: String::new(),
        errors: Vec::new(),
        changes: Vec::new(),
        may_go_on: is_sound(&check),
        check,
        can_offer: false,
    };
    Ok(html(&page))
}

/// Hands it in.
pub async fn submit(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let (report, narrative) = submittable(&view, &visitor, &id)?;
    let fields = read(&body)?;
    let token = Token::of(&fields)?;
    let note = words_of(&fields, "note");
    let check = check(&site, &view, report, narrative).await?;
    let refused = if is_sound(&check) {
        let command = Command::SubmitReport(ReportSubmission {
            report: report.record.id.clone(),
            note: note.clone(),
        });
        let order = order(&visitor, command, &token.giving, Some(token.seen))?;
        match site.book.give(&[order]).await {
            Ok((given, view)) => {
                visitor.say(Notice::done(told(&view, &given))).await?;
                let to = format!("/reports/{}", report.record.id);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => Refused::of(error)?,
        }
    } else {
        Refused::because("Mend the references that have no words first.")
    };
    let token = if refused.changes.is_empty() {
        token
    } else {
        Token::new(site.book.view().head.seq)
    };
    let page = SubmitPage {
        shell: Shell::of(&site, &visitor),
        head: Head::of(report),
        token,
        note: note.unwrap_or_default(),
        errors: refused.errors,
        changes: refused.changes,
        may_go_on: is_sound(&check),
        check,
        can_offer: false,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
}

async fn check(
    site: &Site,
    view: &View,
    report: &ReportState,
    narrative: &str,
) -> Result<Result<Findings, String>, Fault> {
    let found = held(site, view, report, narrative).await;
    Ok(or_words(found)?.map(|held| held.findings()))
}

/// Whether a text was checked, and each of its references has words.
fn is_sound(check: &Result<Findings, String>) -> bool {
    check.as_ref().is_ok_and(|found| found.faults.is_empty())
}
