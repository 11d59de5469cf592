//! The steps of a report: arguments become commands, commands are given.

use std::path::Path;

use anyhow::{Context, anyhow};
use waymark_app::{AppError, StoreError};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    ContradictionReason, ReportApproval, ReportComment, ReportDraft, ReportReview,
    ReportSubmission, ReportText, ReportWithdrawal, RestatementAnswer, RestatementOutcome,
};
use waymark_plan::{ReportId, RestatementId};
use waymark_publication::{Archive, PublicationError, ToFreeze, freeze};

use super::arguments::{
    AnswerArguments, ApproveArguments, CommentArguments, DraftArguments, PublishArguments,
    ReviewArguments,
};
use super::build::{narrative_of, read_text, template};
use super::checking::{lines, of_report};
use crate::cli::SourceArguments;
use crate::exit::Trouble;
use crate::plan::recording::{give, kept, tell};
use crate::plan::session::{Call, Session};
use crate::{DONE, output};

/// Begins a report, or corrects what was recorded of a draft.
pub async fn draft(call: &Call<'_>, given: &DraftArguments) -> anyhow::Result<u8> {
    call.record(|session| {
        let stands = session.ledger.state().report(&given.report);
        let stands = stands.map(|report| &report.record);
        Ok(Command::OpenReport(ReportDraft {
            id: given.report.clone(),
            title: kept(
                given.title.clone(),
                stands.map(|stands| stands.title.clone()),
                "--title",
            )?,
            meeting_on: kept(
                given.meeting_on,
                stands.map(|stands| stands.meeting_on),
                "--meeting-on",
            )?,
            as_at: kept(given.as_at, stands.map(|stands| stands.as_at), "--as-at")?,
            month: given
                .month
                .or_else(|| stands.and_then(|stands| stands.month)),
            correction: given.correction.clone(),
        }))
    })
    .await
}

/// Writes a draft's narrative.
pub async fn write(call: &Call<'_>, report: &ReportId, file: &Path) -> anyhow::Result<u8> {
    let text = read_text(file)?;
    let narrative = text.source.ok_or_else(|| {
        anyhow!(
            "{} is a Word document, and a narrative is Markdown; save its words as Markdown or plain text",
            file.display()
        )
    })?;
    call.record(|_| {
        Ok(Command::WriteReport(ReportText {
            report: report.clone(),
            narrative,
        }))
    })
    .await
}

/// Hands a draft in for review.
pub async fn submit(
    call: &Call<'_>,
    report: &ReportId,
    note: Option<&String>,
) -> anyhow::Result<u8> {
    // A reference without words would stop the approval, after everybody has done their part.
    let source = SourceArguments::default();
    let held = of_report(call, report, None, None, &source).await?;
    if !held.found.faults.is_empty() {
        return Err(PublicationError::References(held.found.faults).into());
    }
    for line in held.found.checked.contradicted().flat_map(lines) {
        output::say(&line);
    }
    call.record(|_| {
        Ok(Command::SubmitReport(ReportSubmission {
            report: report.clone(),
            note: note.cloned(),
        }))
    })
    .await
}

/// Agrees a report in review, or returns it.
pub async fn review(call: &Call<'_>, given: &ReviewArguments) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(Command::ReviewReport(ReportReview {
            report: given.report.clone(),
            outcome: given.outcome,
            note: given.note.clone(),
        }))
    })
    .await
}

/// Comments on a report.
pub async fn comment(call: &Call<'_>, given: &CommentArguments) -> anyhow::Result<u8> {
    call.record(|session| {
        Ok(Command::CommentOnReport(ReportComment {
            report: given.report.clone(),
            of: given.of,
            text: given.text.clone(),
            on_behalf_of: session.find_if_any(given.on_behalf_of.as_ref())?,
        }))
    })
    .await
}

/// Gives up a report that was not published.
pub async fn withdraw(call: &Call<'_>, report: &ReportId, reason: &str) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(Command::WithdrawReport(ReportWithdrawal {
            report: report.clone(),
            reason: reason.to_owned(),
        }))
    })
    .await
}

/// Says what is done about a restatement.
pub async fn answer(call: &Call<'_>, given: &AnswerArguments) -> anyhow::Result<u8> {
    let outcome = match (&given.corrected, &given.kept) {
        (Some(note), _) => RestatementOutcome::Corrected { note: note.clone() },
        (None, Some(reason)) => RestatementOutcome::Kept {
            reason: reason.clone(),
        },
        (None, None) => {
            return Err(Trouble::arguments("say what is done: --corrected or --kept").into());
        }
    };
    let restatement: RestatementId = given.restatement.clone();
    call.record(|_| {
        Ok(Command::AnswerRestatement(RestatementAnswer {
            restatement,
            outcome,
        }))
    })
    .await
}

/// Checks the narrative, shows what the evidence contradicts, and approves the report with the
/// reasons that were given.
pub async fn approve(call: &Call<'_>, given: &ApproveArguments) -> anyhow::Result<u8> {
    let mut session = call.to_record().await?;
    session.person()?;
    let own_template = given.template.as_deref();
    let held = of_report(call, &given.report, None, own_template, &given.source).await?;
    if !held.found.faults.is_empty() {
        return Err(PublicationError::References(held.found.faults).into());
    }
    for line in held.found.checked.contradicted().flat_map(lines) {
        output::say(&line);
    }
    let narrative = narrative_of(&session.ledger, &given.report)?;
    let snapshot = held.snapshot.unwrap_or_default();
    let command = Command::ApproveReport(ReportApproval {
        report: given.report.clone(),
        check: held
            .found
            .record(narrative, &snapshot, &template(own_template)?),
        reasons: given
            .reasons
            .iter()
            .map(|(claim, reason)| ContradictionReason {
                claim: claim.clone(),
                reason: reason.clone(),
            })
            .collect(),
    });
    give(&mut session, vec![command]).await
}

/// Freezes an approved report and publishes it.
pub async fn publish(call: &Call<'_>, given: &PublishArguments) -> anyhow::Result<u8> {
    let mut session = call.to_record().await?;
    session.person()?;
    let template = template(given.template.as_deref())?;
    let to_freeze = ToFreeze {
        report: &given.report,
        template: &template,
        definitions: given.definitions.as_deref(),
    };
    let archive = freeze(call.home, &session.ledger, &to_freeze).await?;
    if session.dry_run {
        let command = Command::PublishReport(archive.publication());
        return give(&mut session, vec![command]).await;
    }
    put(call, &mut session, &archive).await?;
    if !session.json {
        let folder = call.home.reports().join(given.report.as_str());
        output::line(&format!("kept in {}", folder.display()));
    }
    if let Some(out) = &given.out {
        for file in archive.documents() {
            let path = out.join(&file.name);
            output::write_file(&path, &file.bytes)?;
            output::say(&format!("wrote {}", path.display()));
        }
    }
    Ok(DONE)
}

/// Puts the archive into the home, and tells the ledger and then the screen.
async fn put(call: &Call<'_>, session: &mut Session, archive: &Archive) -> anyhow::Result<()> {
    let before = session.ledger.state().clone();
    let stamp = session.stamp()?;
    let seen = session.seen;
    let given =
        waymark_publication::publish(call.home, &mut session.ledger, archive, stamp, seen).await;
    let given = match given {
        Err(error @ PublicationError::App(AppError::Store(StoreError::Unsure))) => {
            return Err(error).context(
                "`waymark report show` tells whether the report was published; if it was not, publish it again",
            );
        }
        other => other?,
    };
    tell(session, before, &given).await
}
