//! Actions and milestones.

use waymark_plan::PersonId;
use waymark_plan::ledger::Command;
use waymark_plan::ledger::parts::{
    ActionAmendment, Completion, GivingUp, Lead, MilestoneAmendment, NewAction, NewDate,
    NewMilestone, Note, Origin, Reopening, Start,
};
use waymark_plan::ledger::state::MeetingStage;

use super::{kept, kept_text};
use crate::output;
use crate::plan::arguments::{
    ActionAction, CancelArguments, CompleteArguments, LeadArguments, MilestoneAction,
    OriginArguments, RedateArguments, ReopenArguments,
};
use crate::plan::session::{Call, Session};

/// Adds an action, changes it, begins it, reports on it.
pub async fn action(call: &Call<'_>, action: &ActionAction) -> anyhow::Result<u8> {
    call.record(|session| command_of(session, action)).await
}

fn command_of(session: &Session, action: &ActionAction) -> anyhow::Result<Command> {
    Ok(match action {
        ActionAction::Add {
            id,
            of,
            title,
            lead: given,
            team,
            start,
            due,
            origin: from,
        } => Command::AddAction(NewAction {
            id: id.clone(),
            recommendation: of.clone(),
            title: title.clone(),
            lead: lead(session, given)?,
            team: team.clone(),
            start: *start,
            first_due: *due,
            origin: origin(from),
        }),
        ActionAction::Amend {
            id,
            title,
            post,
            person,
            team,
            start,
            reason,
        } => {
            let stands = session.ledger.state().action(id).map(|(_, action)| action);
            let person: Option<PersonId> = match (person, stands) {
                (None, Some(stands)) => stands.lead.person.clone(),
                (person, _) => session.find_if_any(person.as_ref())?,
            };
            Command::AmendAction(ActionAmendment {
                id: id.clone(),
                title: kept(
                    title.clone(),
                    stands.map(|stands| stands.title.clone()),
                    "--title",
                )?,
                lead: Lead {
                    post: kept(
                        post.clone(),
                        stands.map(|stands| stands.lead.post.clone()),
                        "--post",
                    )?,
                    person,
                },
                team: kept_text(
                    team.as_ref(),
                    stands.and_then(|stands| stands.team.as_ref()),
                ),
                start: kept(*start, stands.map(|stands| stands.start), "--start")?,
                reason: reason.clone(),
            })
        }
        ActionAction::Start { id, on } => Command::StartAction(Start {
            action: id.clone(),
            on: on.unwrap_or(session.today),
        }),
        ActionAction::Note { id, note, on, by } => Command::NoteProgress(Note {
            action: id.clone(),
            on: on.unwrap_or(session.today),
            by: session.post(by.as_ref(), "--by")?,
            note: note.clone(),
        }),
    })
}

/// Adds a milestone, or changes its words.
pub async fn milestone(call: &Call<'_>, action: &MilestoneAction) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(match action {
            MilestoneAction::Add {
                id,
                of,
                title,
                due,
                origin: from,
            } => Command::AddMilestone(NewMilestone {
                id: id.clone(),
                recommendation: of.clone(),
                title: title.clone(),
                first_due: *due,
                origin: origin(from),
            }),
            MilestoneAction::Amend { id, title, reason } => {
                Command::AmendMilestone(MilestoneAmendment {
                    id: id.clone(),
                    title: title.clone(),
                    reason: reason.clone(),
                })
            }
        })
    })
    .await
}

/// Agrees a new day.
pub async fn redate(call: &Call<'_>, given: &RedateArguments) -> anyhow::Result<u8> {
    call.record(|session| {
        let mut meetings = session.ledger.state().meetings.iter();
        let open = meetings.find(|(_, meeting)| meeting.stage == MeetingStage::Open);
        if let (Some((id, _)), None) = (open, &given.meeting) {
            output::say(&format!(
                "meeting {id} is open; with --meeting {id} the new day would stand in its minutes"
            ));
        }
        Ok(Command::Redate(NewDate {
            item: given.item.clone(),
            due: given.due,
            reason: given.reason.clone(),
            agreed_by: given.agreed_by.clone(),
            on: given.on.unwrap_or(session.today),
            meeting: given.meeting.clone(),
        }))
    })
    .await
}

/// Completes.
pub async fn complete(call: &Call<'_>, given: &CompleteArguments) -> anyhow::Result<u8> {
    call.record(|session| {
        Ok(Command::Complete(Completion {
            item: given.item.clone(),
            on: given.on.unwrap_or(session.today),
            evidence: given.evidence.clone(),
        }))
    })
    .await
}

/// Gives up.
pub async fn cancel(call: &Call<'_>, given: &CancelArguments) -> anyhow::Result<u8> {
    call.record(|session| {
        Ok(Command::Cancel(GivingUp {
            item: given.item.clone(),
            on: given.on.unwrap_or(session.today),
            reason: given.reason.clone(),
        }))
    })
    .await
}

/// Takes up again.
pub async fn reopen(call: &Call<'_>, given: &ReopenArguments) -> anyhow::Result<u8> {
    call.record(|_| {
        Ok(Command::Reopen(Reopening {
            item: given.item.clone(),
            reason: given.reason.clone(),
        }))
    })
    .await
}

/// Who leads something new.
pub fn lead(session: &Session, given: &LeadArguments) -> anyhow::Result<Lead> {
    Ok(Lead {
        post: given.post.clone(),
        person: session.find_if_any(given.person.as_ref())?,
    })
}

fn origin(given: &OriginArguments) -> Option<Origin> {
    let finding = given.from_finding.clone().map(Origin::Finding);
    finding.or_else(|| given.from_meeting.clone().map(Origin::Meeting))
}
