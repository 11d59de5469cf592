//! What the plan consists of: the inspection, the frame, the scheme of ratings, aims,
//! recommendations, versions.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    AimRecord, AimRemoval, Frame, InspectionRecord, Lead, RecommendationRecord,
    RecommendationWithdrawal, SchemeAdoption, VersionApproval,
};
use waymark_plan::{Inspection, Scheme};

use super::{kept, kept_list, kept_text, kept_texts};
use crate::exit::Trouble;
use crate::plan::arguments::{
    AimAction, FrameArguments, InspectionAction, InspectionArguments, RecommendationAction,
    RecommendationArguments, SchemeAction, VersionAction,
};
use crate::plan::looking;
use crate::plan::session::{Call, Session};

/// Records an inspection.
pub async fn inspection(call: &Call<'_>, action: &InspectionAction) -> anyhow::Result<u8> {
    let InspectionAction::Record(given) = action;
    call.record(|session| record_inspection(session, given))
        .await
}

fn record_inspection(session: &Session, given: &InspectionArguments) -> anyhow::Result<Command> {
    let stands = session.ledger.state().inspections.get(&given.id);
    let inspection = Inspection {
        framework: kept(
            given.framework.clone(),
            stands.map(|stands| stands.framework.clone()),
            "--framework",
        )?,
        title: kept_text(
            given.title.as_ref(),
            stands.and_then(|stands| stands.title.as_ref()),
        ),
        started: kept(
            given.started,
            stands.map(|stands| stands.started),
            "--started",
        )?,
        ended: kept(given.ended, stands.map(|stands| stands.ended), "--ended")?,
        published: given
            .published
            .or_else(|| stands.and_then(|stands| stands.published)),
        judgement: kept_text(
            given.judgement.as_ref(),
            stands.and_then(|stands| stands.judgement.as_ref()),
        ),
        judgements: kept_list(&given.areas, stands.map(|stands| &stands.judgements)),
        report_link: kept_text(
            given.report_link.as_ref(),
            stands.and_then(|stands| stands.report_link.as_ref()),
        ),
    };
    Ok(Command::RecordInspection(InspectionRecord {
        id: given.id.clone(),
        inspection,
        correction: given.correction.clone(),
    }))
}

/// Sets the frame from a file.
pub async fn frame(call: &Call<'_>, given: &FrameArguments) -> anyhow::Result<u8> {
    let path = &given.file;
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the frame {} cannot be read", path.display()))?;
    call.record(|session| Ok(Command::SetFrame(read_frame(session, path, &text)?)))
        .await
}

/// Reads a frame, in which people go by ids, e-mail addresses or names.
fn read_frame(session: &Session, path: &Path, text: &str) -> anyhow::Result<Frame> {
    let mut frame: Value = toml::from_str(text)
        .with_context(|| format!("the frame {} is not sound TOML", path.display()))?;
    let fields = frame
        .as_object_mut()
        .context("a frame is a table of fields")?;
    let person = |value: &Value, field: &str| -> anyhow::Result<Value> {
        let name = value.as_str().ok_or_else(|| {
            Trouble::arguments(format!(
                "{}: `{field}` takes a person's id, e-mail address or name",
                path.display()
            ))
        })?;
        Ok(json!(session.find(name)?))
    };
    if let Some(chair) = fields.get_mut("committee_chair") {
        *chair = person(chair, "committee_chair")?;
    }
    for field in ["circulation", "contacts"] {
        if let Some(people) = fields.get_mut(field).and_then(Value::as_array_mut) {
            for each in people {
                *each = person(each, field)?;
            }
        }
    }
    // What is a list may be left out where it is empty.
    for field in ["circulation", "appendices", "background_papers", "contacts"] {
        fields.entry(field).or_insert_with(|| json!([]));
    }
    serde_json::from_value(frame).map_err(|error| {
        Trouble::arguments(format!(
            "the frame {} is not whole: {error}",
            path.display()
        ))
        .into()
    })
}

/// Adopts a scheme.
pub async fn scheme(call: &Call<'_>, action: &SchemeAction) -> anyhow::Result<u8> {
    let SchemeAction::Adopt {
        label,
        red,
        amber,
        green,
        blue,
        reason,
    } = action;
    call.record(|_| {
        Ok(Command::AdoptScheme(SchemeAdoption {
            scheme: Scheme {
                version: label.clone(),
                red: red.clone(),
                amber: amber.clone(),
                green: green.clone(),
                blue: blue.clone(),
            },
            reason: reason.clone(),
        }))
    })
    .await
}

/// Keeps the aims.
pub async fn aim(call: &Call<'_>, action: &AimAction) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(match action {
            AimAction::Record {
                id,
                title,
                correction,
            } => Command::RecordAim(AimRecord {
                id: id.clone(),
                title: title.clone(),
                correction: correction.clone(),
            }),
            AimAction::Remove { id, reason } => Command::RemoveAim(AimRemoval {
                id: id.clone(),
                reason: reason.clone(),
            }),
        })
    })
    .await
}

/// Keeps the recommendations.
pub async fn recommendation(call: &Call<'_>, action: &RecommendationAction) -> anyhow::Result<u8> {
    match action {
        RecommendationAction::Show(given) => looking::show(call, given).await,
        RecommendationAction::Record(given) => {
            call.record(|session| record_recommendation(session, given))
                .await
        }
        RecommendationAction::Withdraw { id, reason } => {
            call.record(|_| {
                Ok(Command::WithdrawRecommendation(RecommendationWithdrawal {
                    recommendation: id.clone(),
                    reason: reason.clone(),
                }))
            })
            .await
        }
    }
}

fn record_recommendation(
    session: &Session,
    given: &RecommendationArguments,
) -> anyhow::Result<Command> {
    let stands = session.ledger.state().recommendations.get(&given.id);
    let stands = stands.map(|stands| &stands.record);
    let person = match (&given.person, stands) {
        (None, Some(stands)) => stands.lead.person.clone(),
        (person, _) => session.find_if_any(person.as_ref())?,
    };
    Ok(Command::RecordRecommendation(RecommendationRecord {
        id: given.id.clone(),
        inspection: kept(
            given.inspection.clone(),
            stands.map(|stands| stands.inspection.clone()),
            "--inspection",
        )?,
        number: kept(given.number, stands.map(|stands| stands.number), "--number")?,
        text: kept(
            given.text.clone(),
            stands.map(|stands| stands.text.clone()),
            "--text",
        )?,
        aims: kept_list(&given.aims, stands.map(|stands| &stands.aims)),
        lead: Lead {
            post: kept(
                given.post.clone(),
                stands.map(|stands| stands.lead.post.clone()),
                "--post",
            )?,
            person,
        },
        audit_themes: kept_texts(
            &given.audit_themes,
            stands.map(|stands| &stands.audit_themes),
        ),
        correction: given.correction.clone(),
    }))
}

/// Keeps the versions.
pub async fn version(call: &Call<'_>, action: &VersionAction) -> anyhow::Result<u8> {
    match action {
        VersionAction::List => looking::versions(call).await,
        VersionAction::Compare { from, to } => looking::compare(call, from, to).await,
        VersionAction::Approve {
            label,
            by,
            on,
            summary,
        } => {
            call.record(|session| {
                Ok(Command::ApproveVersion(VersionApproval {
                    version: label.clone(),
                    by: by.clone(),
                    on: on.unwrap_or(session.today),
                    summary: summary.clone(),
                }))
            })
            .await
        }
    }
}
