//! The monthly meeting.

use waymark_codes::Month;
use waymark_plan::ledger::parts::{
    Arising, ArisingOutcome, DecisionOutcome, EvidenceNote, MeetingCancellation, MeetingDecision,
    MeetingEnd, MeetingOpening, MeetingRecord,
};
use waymark_plan::ledger::{Command, noted_figures};
use waymark_plan::{MeetingId, PersonId};

use super::actions::lead;
use super::{give, kept};
use crate::cli::SourceArguments;
use crate::exit::Trouble;
use crate::plan::arguments::{MeetingAction, MeetingArguments};
use crate::plan::session::{Call, Session};
use crate::plan::{figures, files, looking, not_whole};

/// Holds the meeting.
pub async fn meeting(call: &Call<'_>, action: &MeetingAction) -> anyhow::Result<u8> {
    match action {
        MeetingAction::List => looking::meetings(call).await,
        MeetingAction::Agenda(given) => looking::agenda(call, given).await,
        MeetingAction::Minutes { id, out } => {
            call.has_no_dry_run("meeting minutes")?;
            files::minutes(call, id, out.as_deref()).await
        }
        MeetingAction::Evidence {
            meeting,
            month,
            source,
        } => note_evidence(call, meeting.as_ref(), *month, source).await,
        other => call.record(|session| command_of(session, other)).await,
    }
}

fn command_of(session: &Session, action: &MeetingAction) -> anyhow::Result<Command> {
    Ok(match action {
        MeetingAction::Call(given) => convene(session, given)?,
        MeetingAction::Cancel { id, reason } => Command::CancelMeeting(MeetingCancellation {
            meeting: id.clone(),
            reason: reason.clone(),
        }),
        MeetingAction::Open {
            id,
            present,
            apologies,
        } => {
            let apologies = session.find_all(apologies)?;
            let present = match present.as_slice() {
                [] => everybody_else(session, id, &apologies),
                texts => session.find_all(texts)?,
            };
            Command::OpenMeeting(MeetingOpening {
                meeting: id.clone(),
                present,
                apologies,
            })
        }
        MeetingAction::Decide {
            id,
            decision,
            meeting,
            recommendation,
            stays_open,
        } => Command::Decide(MeetingDecision {
            id: id.clone(),
            meeting: meeting.clone(),
            decision: decision.clone(),
            recommendation: recommendation.clone(),
            stays_open: *stays_open,
        }),
        MeetingAction::Conclude { id, outcome, on } => Command::ConcludeDecision(DecisionOutcome {
            id: id.clone(),
            on: on.unwrap_or(session.today),
            outcome: outcome.clone(),
        }),
        MeetingAction::Arising {
            id,
            title,
            meeting,
            owner,
            due,
            correction,
        } => Command::AgreeArising(Arising {
            id: id.clone(),
            meeting: meeting.clone(),
            title: title.clone(),
            owner: lead(session, owner)?,
            due: *due,
            correction: correction.clone(),
        }),
        MeetingAction::Done { id, on, outcome } => Command::CompleteArising(ArisingOutcome {
            id: id.clone(),
            on: on.unwrap_or(session.today),
            outcome: outcome.clone(),
        }),
        MeetingAction::Close { id, next } => Command::CloseMeeting(MeetingEnd {
            meeting: id.clone(),
            next: *next,
        }),
        MeetingAction::Evidence { .. }
        | MeetingAction::List
        | MeetingAction::Agenda(_)
        | MeetingAction::Minutes { .. } => {
            return Err(Trouble::arguments("this records nothing").into());
        }
    })
}

fn convene(session: &Session, given: &MeetingArguments) -> anyhow::Result<Command> {
    let stands = session.ledger.state().meetings.get(&given.id);
    let stands = stands.map(|stands| &stands.record);
    let chair = match &given.chair {
        Some(chair) => Some(session.find(chair)?),
        None => None,
    };
    let members = match (given.members.as_slice(), stands) {
        ([], Some(stands)) => stands.members.clone(),
        (texts, _) => session.find_all(texts)?,
    };
    Ok(Command::CallMeeting(MeetingRecord {
        id: given.id.clone(),
        title: kept(
            given.title.clone(),
            stands.map(|stands| stands.title.clone()),
            "--title",
        )?,
        on: kept(given.on, stands.map(|stands| stands.on), "--on")?,
        chair: kept(chair, stands.map(|stands| stands.chair.clone()), "--chair")?,
        members,
        correction: given.correction.clone(),
    }))
}

/// The chair and all members who sent no apologies.
fn everybody_else(session: &Session, id: &MeetingId, apologies: &[PersonId]) -> Vec<PersonId> {
    let Some(meeting) = session.ledger.state().meetings.get(id) else {
        return Vec::new();
    };
    let record = &meeting.record;
    [&record.chair]
        .into_iter()
        .chain(&record.members)
        .filter(|person| !apologies.contains(person))
        .cloned()
        .collect()
}

/// Notes the figures of a day, for a meeting or between meetings.
async fn note_evidence(
    call: &Call<'_>,
    meeting: Option<&MeetingId>,
    month: Option<Month>,
    source: &SourceArguments,
) -> anyhow::Result<u8> {
    let mut session = call.to_record().await?;
    let plan = session
        .ledger
        .state()
        .plan(session.ledger.people())
        .map_err(|lacks| not_whole(&lacks, None))?;
    let found = figures::of_day(call.home, &plan, source, session.today, month).await?;
    let Some(found) = found else {
        return Err(Trouble::missing(
            "no-figures",
            "there are no figures to note: import the returns first (`waymark import`)",
        )
        .into());
    };
    let command = Command::NoteEvidence(EvidenceNote {
        meeting: meeting.cloned(),
        snapshot: found.snapshot,
        month: found.month,
        figures: noted_figures(&found.evidence),
    });
    give(&mut session, vec![command]).await
}
