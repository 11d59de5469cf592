//! A proposal: what was handed in, what there is to say of it, what it would change, and the answer
//! to it.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use waymark_intake::{IntakeError, KeepOthers, Proposal, ProposalId};
use waymark_publication::{Column, Sheet, Value};
use waymark_returns::Finding;

use super::effect::{EffectHtml, look};
use super::hand_in::new_id;
use super::parts::{FileHtml, FindingHtml, at, fault, grave, intake, short, span, tally};
use crate::aside::apart;
use crate::fault::Fault;
use crate::saying::sentence;
use crate::shell::{Notice, Shell, html};
use crate::site::Site;
use crate::spreadsheet::{SheetForm, download};
use crate::visitor::Visitor;

/// How many findings of a kind are shown with their place.
const EXAMPLES: usize = 3;

#[derive(Template)]
#[template(path = "data/proposal.html")]
struct ProposalPage {
    shell: Shell,
    id: ProposalId,
    by: String,
    at: String,
    covers: Option<String>,
    keeps: bool,
    files: Vec<FileHtml>,
    replaced: Vec<String>,
    findings: Vec<FindingHtml>,
    tally: String,
    changes_nothing: bool,
    known_before: bool,
    overtaken: bool,
    is_first: bool,
    effect: Option<EffectHtml>,
    failed: Option<String>,
}

#[derive(Template)]
#[template(path = "data/damaged.html")]
struct DamagedPage {
    shell: Shell,
    id: ProposalId,
    why: String,
}

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Whether to answer only when the effect is known.
    #[serde(default)]
    wait: String,
}

/// Shows it.
pub async fn show(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let id = parsed(&id)?;
    visitor.kept().await?;
    let shell = Shell::with_notice(&site, &mut visitor).await?;
    let (proposals, wanted) = (intake(&site), id.clone());
    let read = apart(move || {
        let proposal = proposals.proposal(&wanted)?;
        let findings = proposals.findings(&wanted)?;
        Ok::<_, IntakeError>((proposal, findings))
    });
    let (proposal, findings) = match read.await? {
        Ok(read) => read,
        Err(IntakeError::DamagedProposal { what, .. }) => {
            let page = DamagedPage {
                shell,
                id,
                why: what,
            };
            return Ok((StatusCode::CONFLICT, html(&page)).into_response());
        }
        Err(error) => return Err(fault(error)),
    };
    let worked = look(&site, &visitor, &id, !asked.wait.is_empty()).await?;
    let (effect, failed) = match worked.as_deref() {
        None => (None, None),
        Some(Ok(effect)) => (Some(EffectHtml::of(effect)), None),
        Some(Err(why)) => (None, Some(why.clone())),
    };
    let latest = site.desk.latest()?;
    let page = ProposalPage {
        by: visitor.view.people.called(&proposal.by),
        at: at(proposal.at),
        covers: proposal.covers.map(span),
        keeps: !matches!(proposal.keep, KeepOthers::No),
        files: files(&proposal),
        replaced: replaced(&proposal),
        findings: found(&proposal, &findings),
        tally: tally(&proposal.manifest.findings),
        changes_nothing: proposal.changes_nothing(),
        known_before: proposal.known_before,
        overtaken: latest != proposal.replaces && latest.as_ref() != Some(&proposal.snapshot),
        is_first: latest.is_none(),
        effect,
        failed,
        id,
        shell,
    };
    Ok(html(&page))
}

fn parsed(id: &str) -> Result<ProposalId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

fn files(proposal: &Proposal) -> Vec<FileHtml> {
    let is_new = |name: &str| proposal.handed_in.iter().any(|one| one.name == name);
    let inputs = proposal.manifest.inputs.iter();
    let mut files: Vec<(bool, FileHtml)> = inputs
        .map(|input| {
            let is_new = is_new(&input.name);
            let mark = if is_new { "Handed in" } else { "Stays" };
            (!is_new, FileHtml::of(input, mark))
        })
        .collect();
    files.sort_by_key(|(stays, _)| *stays);
    files.into_iter().map(|(_, file)| file).collect()
}

fn replaced(proposal: &Proposal) -> Vec<String> {
    let replaced = proposal.replaced.iter();
    replaced
        .map(|one| {
            let same = if one.same_bytes {
                ", with the same content"
            } else {
                ""
            };
            format!("{} takes the place of {}{same}.", one.by, one.name)
        })
        .collect()
}

/// The findings, kind by kind, the gravest first, with the places of the first of each.
fn found(proposal: &Proposal, findings: &[Finding]) -> Vec<FindingHtml> {
    let counts = proposal.manifest.findings.iter();
    counts
        .map(|count| {
            let examples = findings.iter().filter(|one| {
                (one.code, &one.file, &one.column) == (count.code, &count.file, &count.column)
            });
            FindingHtml {
                examples: examples.take(EXAMPLES).map(example).collect(),
                ..FindingHtml::of(count)
            }
        })
        .collect()
}

fn example(finding: &Finding) -> String {
    let place = finding
        .row
        .map(|row| format!("Row {row}: "))
        .unwrap_or_default();
    let found = finding
        .found
        .as_ref()
        .map(|found| format!("found “{found}”; "));
    sentence(&format!(
        "{place}{}{}",
        found.unwrap_or_default(),
        finding.expected
    ))
}

/// Gives every finding as a file.
pub async fn findings_csv(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = parsed(&id)?;
    let (proposals, wanted) = (intake(&site), id.clone());
    let findings = apart(move || proposals.findings(&wanted))
        .await?
        .map_err(fault)?;
    let rows = findings
        .iter()
        .map(|one| {
            vec![
                Value::text(grave(one.severity).0),
                Value::text(one.code.id()),
                Value::text(&one.file),
                Value::text(one.table.as_deref().unwrap_or_default()),
                one.row.map_or(Value::Empty, Value::count),
                Value::text(one.column.as_deref().unwrap_or_default()),
                Value::text(one.found.as_deref().unwrap_or_default()),
                Value::text(&one.expected),
                Value::count(one.stands_for),
            ]
        })
        .collect();
    let sheet = Sheet {
        title: "Findings".to_owned(),
        columns: Column::all(&[
            ("How much it matters", "severity"),
            ("Kind", "kind"),
            ("File", "file"),
            ("Table", "table"),
            ("Row", "row"),
            ("Column", "column"),
            ("Found", "found"),
            ("Expected", "expected"),
            ("Stands for", "stands_for"),
        ]),
        rows,
    };
    download(&format!("findings-{id}"), SheetForm::Csv, vec![sheet]).await
}

/// Accepts it: its snapshot becomes the one in use.
pub async fn accept(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = parsed(&id)?;
    let (proposals, wanted) = (intake(&site), id.clone());
    let done = apart(move || proposals.accept(&wanted)).await?;
    match done {
        Ok(accepted) => {
            let text = format!("The snapshot {} is in use.", short(&accepted.snapshot));
            visitor.say(Notice::done(text)).await?;
            Ok(Redirect::to("/data").into_response())
        }
        Err(error @ IntakeError::Overtaken { .. }) => {
            visitor
                .say(Notice::note(super::parts::said(error)?))
                .await?;
            Ok(Redirect::to(&format!("/data/proposals/{id}")).into_response())
        }
        Err(error) => Err(fault(error)),
    }
}

/// Discards it.
pub async fn discard(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = parsed(&id)?;
    let proposals = intake(&site);
    apart(move || proposals.discard(&id))
        .await?
        .map_err(fault)?;
    let notice = Notice::done("The proposal was discarded. The data in use stays as it is.");
    visitor.say(notice).await?;
    Ok(Redirect::to("/data").into_response())
}

/// Proposes its files anew, beside the snapshot that is in use now.
pub async fn again(
    State(site): State<Site>,
    mut visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = parsed(&id)?;
    let (proposals, new, now) = (intake(&site), new_id()?, visitor.now);
    let old = id.clone();
    let made = apart(move || proposals.propose_again(&old, &new, now, &|_| {})).await?;
    match made {
        Ok(proposal) => {
            let to = format!("/data/proposals/{}", proposal.id);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            visitor
                .say(Notice::note(super::parts::said(error)?))
                .await?;
            Ok(Redirect::to(&format!("/data/proposals/{id}")).into_response())
        }
    }
}
