//! Publishing: an approved report is frozen with all that it was made from, then the ledger is told.

use std::path::Path;

use waymark_app::{AppError, Given, Ledger, Order, Stamp, StoreError};
use waymark_measures::Definition;
use waymark_narrative::text::Text;
use waymark_plan::ReportId;
use waymark_plan::ledger::chain::Hash;
use waymark_plan::ledger::parts::ReportApproval;
use waymark_plan::ledger::state::{ReportStage, ReportState};
use waymark_plan::ledger::{Command, Refusal};

use crate::archive::{Archive, Contents, Origin, Reports};
use crate::check::CheckedText;
use crate::document::{TemplateText, forms};
use crate::error::PublicationError;
use crate::evidence::Wanted;
use crate::ground::{Ground, Setting, books, head_at, plan_at, published, report};
use crate::home::{Home, Source};
use crate::people::{directory, named};
use crate::protection::rules;
use crate::steps::before_publication;

/// The program that makes reports, with its version.
pub const PROGRAM: &str = concat!("waymark ", env!("CARGO_PKG_VERSION"));

/// What is to be frozen, and with what.
#[derive(Clone, Copy, Debug)]
pub struct ToFreeze<'a> {
    /// The report.
    pub report: &'a ReportId,
    /// Its template.
    pub template: &'a TemplateText,
    /// A folder of the council's own definitions.
    pub definitions: Option<&'a Path>,
}

/// Makes an approved report from the snapshot that its narrative was checked against, and freezes
/// it in memory. Nothing is written.
///
/// Where the evidence has come to contradict something since the approval, it is an error: plan or
/// published values are no longer those that the director saw.
pub async fn freeze(
    home: &Home,
    ledger: &Ledger,
    wanted: &ToFreeze<'_>,
) -> Result<Archive, PublicationError> {
    let state = ledger.state();
    let report = report(state, wanted.report)?;
    let approval = approved(report)?;
    let narrative = narrative(report, approval)?;
    let template = Hash::of_text(&wanted.template.text).to_string();
    if approval
        .check
        .template
        .as_ref()
        .is_some_and(|approved| *approved != template)
    {
        return Err(PublicationError::OtherTemplate(wanted.report.clone()));
    }
    let text = Text::markdown(narrative);
    let record = &report.record;
    let snapshot = approval.check.snapshot.as_str();
    let mut source = Source::open(home, snapshot, wanted.definitions).await?;
    source.snapshot.verify()?;
    let (plan_state, _) = plan_at(ledger, record.as_at).await?;
    let people = named(&plan_state, report, ledger.people());
    let called = directory(people.clone());
    let plan = plan_state
        .plan(&called)
        .map_err(|lacks| PublicationError::NotAPlan {
            lacks,
            as_at: record.as_at,
        })?;
    let earlier = published(state);
    let wanted_of_data = Wanted {
        plan: &plan,
        template: Some(&wanted.template.template),
        narrative: Some(&text),
        as_at: record.as_at,
        month: record.month,
    };
    let books = books(home, &earlier)?;
    let ground = Ground::of(home, &mut source, &wanted_of_data, &books).await?;
    nothing_new(report, approval, &ground.check(&text))?;
    let steps = before_publication(report, &called);
    let built = ground.build(
        &wanted.template.template,
        Some(&text),
        &Setting {
            meeting_on: Some(record.meeting_on),
            stage: None,
            steps: &steps,
        },
    )?;
    let asked: Vec<&Definition> = source
        .catalogue
        .all()
        .filter(|definition| {
            let mut selectors = ground.question.selectors.iter();
            selectors.any(|selector| selector.measure == definition.meta.id)
        })
        .collect();
    Archive::of(
        Contents {
            report: record,
            question: ground.question.clone(),
            benchmarks_import: ground.benchmarks_import.clone(),
            earlier,
            template: &wanted.template.text,
            narrative,
            definitions: asked,
            evidence: &ground.evidence,
            beside: &ground.beside,
            people,
            cited: &built.cited,
            documents: forms(&built.document, record.id.as_str())?,
        },
        Origin {
            snapshot: ground.snapshot.clone(),
            plan: head_at(ledger, plan_state.seq).await?,
            disclosure_rules: rules(record.as_at),
            program: PROGRAM,
        },
    )
}

/// Puts a frozen report into the home and tells the ledger. Where the ledger refuses, the archive
/// is taken away again; where it is not known whether the event was written, it stays.
pub async fn publish(
    home: &Home,
    ledger: &mut Ledger,
    archive: &Archive,
    stamp: Stamp,
    seen: Option<u64>,
) -> Result<Given, PublicationError> {
    let reports = Reports::locked(home)?;
    let id = &archive.manifest.report;
    ledger.refresh().await?;
    // While this one waited, another program may have published it: its archive must stay.
    approved(report(ledger.state(), id)?)?;
    reports.put(archive)?;
    let order = Order {
        command: Command::PublishReport(archive.publication()),
        stamp,
        seen,
    };
    match ledger.give(&order).await {
        Ok(given) => Ok(given),
        Err(error) => {
            if !matches!(error, AppError::Store(StoreError::Unsure)) {
                reports.take_away(id)?;
            }
            Err(error.into())
        }
    }
}

/// The approval of a report that awaits publication.
fn approved(report: &ReportState) -> Result<&ReportApproval, PublicationError> {
    match &report.approval {
        Some(approval) if report.stage == ReportStage::Approved => Ok(&approval.approval),
        _ => Err(refused(Refusal::ReportStage {
            report: report.record.id.clone(),
            stands: report.stage,
            needs: vec![ReportStage::Approved],
        })),
    }
}

/// The narrative that was approved.
fn narrative<'a>(
    report: &'a ReportState,
    approval: &ReportApproval,
) -> Result<&'a str, PublicationError> {
    let id = &report.record.id;
    let narrative = report
        .narrative
        .as_deref()
        .ok_or_else(|| PublicationError::NoNarrative(id.clone()))?;
    if report.narrative_sha256().as_deref() != Some(approval.check.narrative_sha256.as_str()) {
        return Err(refused(Refusal::OtherNarrative {
            report: id.clone(),
            what: "approved",
        }));
    }
    Ok(narrative)
}

fn refused(refusal: Refusal) -> PublicationError {
    AppError::from(refusal).into()
}

/// What the director did not see must not go out in the director's name.
fn nothing_new(
    report: &ReportState,
    approval: &ReportApproval,
    found: &CheckedText,
) -> Result<(), PublicationError> {
    if !found.faults.is_empty() {
        return Err(PublicationError::References(found.faults.clone()));
    }
    let new = found.checked.contradicted().find(|claim| {
        let mut seen = approval.check.contradicted.iter();
        !seen.any(|one| one.claim == claim.id)
    });
    match new {
        Some(claim) => Err(PublicationError::NewContradiction {
            report: report.record.id.clone(),
            quote: claim.quote.clone(),
            says: claim.says.clone(),
        }),
        None => Ok(()),
    }
}
