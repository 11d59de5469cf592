//! The programme of practice audits.

use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{FindingRecord, Grading, Moderation, RoundEnd, RoundRecord};

use super::{kept, kept_texts};
use crate::plan::arguments::{AuditAction, RoundArguments};
use crate::plan::session::{Call, Session};
use crate::plan::{files, looking};

/// Keeps the programme.
pub async fn audit(call: &Call<'_>, action: &AuditAction) -> anyhow::Result<u8> {
    match action {
        AuditAction::List => looking::audits(call).await,
        AuditAction::Export { file } => {
            call.has_no_dry_run("audit export")?;
            files::gradings(call, file.as_deref()).await
        }
        AuditAction::Plan(given) => call.record(|session| plan_round(session, given)).await,
        AuditAction::Grade {
            round,
            reference,
            theme,
            grade,
            team,
            auditor,
            correction,
        } => {
            call.record(|session| {
                Ok(Command::RecordGrading(Grading {
                    round: round.clone(),
                    reference: reference.clone(),
                    theme: theme.clone(),
                    team: team.clone(),
                    auditor: match auditor {
                        Some(auditor) => session.find(auditor)?,
                        None => session.person()?.clone(),
                    },
                    grade: *grade,
                    correction: correction.clone(),
                }))
            })
            .await
        }
        AuditAction::Moderate {
            round,
            reference,
            theme,
            grade,
            reason,
            correction,
        } => {
            call.record(|_| {
                Ok(Command::ModerateGrading(Moderation {
                    round: round.clone(),
                    reference: reference.clone(),
                    theme: theme.clone(),
                    grade: *grade,
                    reason: reason.clone(),
                    correction: correction.clone(),
                }))
            })
            .await
        }
        AuditAction::Finding {
            id,
            finding,
            round,
            theme,
        } => {
            call.record(|_| {
                Ok(Command::RecordFinding(FindingRecord {
                    id: id.clone(),
                    round: round.clone(),
                    theme: theme.clone(),
                    finding: finding.clone(),
                }))
            })
            .await
        }
        AuditAction::Close { round, note } => {
            call.record(|_| {
                Ok(Command::CloseRound(RoundEnd {
                    round: round.clone(),
                    note: note.clone(),
                }))
            })
            .await
        }
    }
}

fn plan_round(session: &Session, given: &RoundArguments) -> anyhow::Result<Command> {
    let stands = session.ledger.state().rounds.get(&given.id);
    let stands = stands.map(|stands| &stands.record);
    let auditors = match (given.auditors.as_slice(), stands) {
        ([], Some(stands)) => stands.auditors.clone(),
        (texts, _) => session.find_all(texts)?,
    };
    Ok(Command::PlanRound(RoundRecord {
        id: given.id.clone(),
        month: kept(given.month, stands.map(|stands| stands.month), "--month")?,
        themes: kept_texts(&given.themes, stands.map(|stands| &stands.themes)),
        sample_frame: kept(
            given.sample_frame.clone(),
            stands.map(|stands| stands.sample_frame.clone()),
            "--sample-frame",
        )?,
        sample_size: kept(
            given.sample_size,
            stands.map(|stands| stands.sample_size),
            "--sample-size",
        )?,
        auditors,
        correction: given.correction.clone(),
    }))
}
