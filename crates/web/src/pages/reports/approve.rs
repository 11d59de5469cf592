//! `/reports/ID/approve`: the director sees what the evidence contradicts, says why each such claim
//! stands, and approves. What was checked is what is published.

use askama::Template;
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use waymark_plan::ledger::parts::{ContradictionReason, ReportApproval};
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{Command, CommandKind};

use super::findings::{ClaimHtml, Findings};
use super::form::{Fields, Refused, Token, read, words_of};
use super::held::{Held, held, or_words};
use super::one::{CommentHtml, comments};
use super::{Head, may, report_of};
use crate::book::View;
use crate::fault::Fault;
use crate::give::{order, told};
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "reports/approve.html")]
struct ApprovePage {
    shell: Shell,
    head: Head,
    token: Token,
    errors: Vec<(String, String)>,
    changes: Vec<String>,
    comments: Vec<CommentHtml>,
    /// The kinds of comment that are still to come.
    missing: Vec<&'static str>,
    check: Result<Findings, String>,
    can_offer: bool,
    contradicted: Vec<Contradicted>,
    snapshot: String,
    may_go_on: bool,
}

/// A claim that stands only with a reason.
struct Contradicted {
    claim: ClaimHtml,
    reason: String,
    error: Option<String>,
}

/// The report that a visitor may approve, with its narrative.
fn approvable<'a>(
    view: &'a View,
    visitor: &Visitor,
    id: &str,
) -> Result<(&'a ReportState, &'a str), Fault> {
    let report = report_of(view, id)?;
    let narrative = report.narrative.as_deref().ok_or(Fault::NotFound)?;
    let may_approve = may(visitor, CommandKind::ApproveReport, &report.record.id);
    if may_approve && report.stage == ReportStage::WithLegalAndFinance {
        Ok((report, narrative))
    } else {
        Err(Fault::NotFound)
    }
}

/// Shows what is to be seen before an approval.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    visitor.kept().await?;
    let view = visitor.view.clone();
    let (report, narrative) = approvable(&view, &visitor, &id)?;
    let found = or_words(held(&site, &view, report, narrative).await)?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let token = Token::new(view.head.seq);
    let nothing = (Fields::new(), Refused::default());
    Ok(html(&page(shell, &view, report, token, &found, nothing)))
}

/// Approves it.
pub async fn approve(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Fault> {
    let view = visitor.view.clone();
    let (report, narrative) = approvable(&view, &visitor, &id)?;
    let fields = read(&body)?;
    let token = Token::of(&fields)?;
    let found = or_words(held(&site, &view, report, narrative).await)?;
    let mut refused = wrong(report, &found, &fields);
    if refused.is_empty()
        && let Ok(held) = &found
    {
        let command = Command::ApproveReport(ReportApproval {
            report: report.record.id.clone(),
            check: held
                .found
                .record(narrative, &held.ground.snapshot, &site.settings.template),
            reasons: reasons(held, &fields),
        });
        let order = order(&visitor, command, &token.giving, Some(token.seen))?;
        match site.book.give(&[order]).await {
            Ok((given, view)) => {
                visitor.say(Notice::done(told(&view, &given))).await?;
                let to = format!("/reports/{}", report.record.id);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => refused = Refused::of(error)?,
        }
    }
    let token = if refused.changes.is_empty() {
        token
    } else {
        Token::new(site.book.view().head.seq)
    };
    let shell = Shell::of(&site, &visitor);
    let page = page(shell, &view, report, token, &found, (fields, refused));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)).into_response())
}

/// The name of the field for a claim's reason.
fn field(claim: &str) -> String {
    format!("reason-{claim}")
}

/// What stands against an approval, before the ledger is asked.
fn wrong(report: &ReportState, found: &Result<Held, String>, fields: &Fields) -> Refused {
    let held = match found {
        Ok(held) => held,
        Err(words) => return Refused::because(words.clone()),
    };
    if !report.ready_for_approval() {
        return Refused::because("Legal services and finance are to comment first.");
    }
    if !held.found.faults.is_empty() {
        return Refused::because(
            "The text has references without words. Have the report returned, and mend it.",
        );
    }
    // What the director has not seen is not approved.
    if fields.get("snapshot") != Some(&held.ground.snapshot) {
        return Refused::because(
            "Newer data came in since you opened this page. What the evidence says now stands below; look at it, and approve again.",
        );
    }
    let errors = held
        .found
        .checked
        .contradicted()
        .map(|claim| (field(&claim.id), &claim.quote))
        .filter(|(field, _)| words_of(fields, field).is_none())
        .map(|(field, quote)| {
            let words =
                format!("Say why \u{201c}{quote}\u{201d} stands, or have the report returned");
            (field, words)
        })
        .collect();
    Refused {
        errors,
        changes: Vec::new(),
    }
}

/// The reasons that were given, for the claims that need one.
fn reasons(held: &Held, fields: &Fields) -> Vec<ContradictionReason> {
    held.found
        .checked
        .contradicted()
        .filter_map(|claim| {
            Some(ContradictionReason {
                claim: claim.id.clone(),
                reason: words_of(fields, &field(&claim.id))?,
            })
        })
        .collect()
}

fn page(
    shell: Shell,
    view: &View,
    report: &ReportState,
    token: Token,
    found: &Result<Held, String>,
    (fields, refused): (Fields, Refused),
) -> ApprovePage {
    let contradicted = found
        .iter()
        .flat_map(|held| held.found.checked.contradicted())
        .map(|claim| {
            let name = field(&claim.id);
            let mut errors = refused.errors.iter();
            Contradicted {
                reason: words_of(&fields, &name).unwrap_or_default(),
                error: errors
                    .find(|(of, _)| *of == name)
                    .map(|(_, words)| words.clone()),
                claim: ClaimHtml::of(claim),
            }
        })
        .collect();
    let is_sound = found
        .as_ref()
        .is_ok_and(|held| held.found.faults.is_empty());
    ApprovePage {
        shell,
        head: Head::of(report),
        token,
        comments: comments(view, report),
        missing: report
            .missing_comments()
            .into_iter()
            .map(|kind| kind.in_words())
            .collect(),
        snapshot: found
            .as_ref()
            .map(|held| held.ground.snapshot.clone())
            .unwrap_or_default(),
        check: match found {
            Ok(held) => Ok(held.findings()),
            Err(words) => Err(words.clone()),
        },
        can_offer: false,
        contradicted,
        may_go_on: report.ready_for_approval() && is_sound,
        errors: refused.errors,
        changes: refused.changes,
    }
}
