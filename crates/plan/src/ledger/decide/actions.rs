//! Actions and milestones: what is to be done, by when, and how far it has come.

use jiff::civil::Date;

use super::{Case, follows, has_post, no_such, says, says_if_any};
use crate::ids::{ActionId, MinuteId};
use crate::ledger::event::Event;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::{ActionState, MeetingStage, MilestoneState};
use crate::ledger::subject::Subject;
use crate::model::{Progress, Schedule};

/// An action or milestone.
struct Item<'a> {
    kind: Kind<'a>,
}

enum Kind<'a> {
    Action(&'a ActionState),
    Milestone(&'a MilestoneState),
}

impl<'a> Item<'a> {
    /// Finds what the command speaks of. One of a withdrawn recommendation is refused, and so is
    /// a lead who leads neither.
    fn find(case: &'a Case<'_>, id: &ActionId) -> Result<Self, Refusal> {
        let all = &case.state.items;
        let (of, _) = all.get(id).ok_or_else(|| {
            no_such(
                "action or milestone",
                id.as_str(),
                all.keys().map(ActionId::as_str),
            )
        })?;
        let recommendation = case.recommendation(of)?;
        let kind = match recommendation.actions.get(id) {
            Some(action) => Kind::Action(action),
            None => Kind::Milestone(
                recommendation
                    .milestones
                    .get(id)
                    .ok_or_else(|| no_such("action or milestone", id.as_str(), []))?,
            ),
        };
        case.speaks_for(id, &Subject::Item(id.clone()))?;
        Ok(Self { kind })
    }

    fn schedule(&self) -> &'a Schedule {
        match self.kind {
            Kind::Action(action) => &action.schedule,
            Kind::Milestone(milestone) => &milestone.schedule,
        }
    }

    /// The first day that it can be due or done.
    fn start(&self) -> Option<Date> {
        match self.kind {
            Kind::Action(action) => Some(action.start),
            Kind::Milestone(_) => None,
        }
    }

    /// How it ended, where it did.
    fn ended(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Action(action) => match action.progress {
                Progress::Complete { .. } => Some("complete"),
                Progress::Cancelled { .. } => Some("cancelled"),
                Progress::NotStarted | Progress::InProgress => None,
            },
            Kind::Milestone(milestone) => match (&milestone.done_on, &milestone.cancelled) {
                (Some(_), _) => Some("reached"),
                (None, Some(_)) => Some("cancelled"),
                (None, None) => None,
            },
        }
    }

    fn is_going_on(&self, id: &ActionId) -> Result<(), Refusal> {
        match self.ended() {
            Some(stage) => Err(Refusal::Ended {
                item: id.clone(),
                stage,
            }),
            None => Ok(()),
        }
    }
}

/// Finds an action.
fn action<'a>(case: &'a Case<'_>, id: &ActionId) -> Result<&'a ActionState, Refusal> {
    match Item::find(case, id)?.kind {
        Kind::Action(action) => Ok(action),
        Kind::Milestone(_) => Err(no_such("action", id.as_str(), [])),
    }
}

/// An id that neither an action nor a milestone has, nor a decision or small action of a meeting.
fn is_free(case: &Case<'_>, id: &ActionId) -> Result<(), Refusal> {
    let is_taken = |known: &str| known.eq_ignore_ascii_case(id.as_str());
    let items = case.state.items.keys().map(ActionId::as_str);
    let minutes = case.state.minutes.keys().map(MinuteId::as_str);
    if items.chain(minutes).any(is_taken) {
        return Err(Refusal::Exists {
            what: format!("action or milestone {id}"),
            correctable: false,
        });
    }
    Ok(())
}

/// What an action or milestone came from must be there.
fn origin_stands(case: &Case<'_>, origin: Option<&Origin>) -> Result<(), Refusal> {
    match origin {
        Some(Origin::Finding(id)) if !case.state.findings.contains_key(id) => {
            let known = case.state.findings.keys().map(|known| known.as_str());
            Err(no_such("finding", id.as_str(), known))
        }
        Some(Origin::Meeting(id)) if !case.state.meetings.contains_key(id) => {
            let known = case.state.meetings.keys().map(|known| known.as_str());
            Err(no_such("meeting", id.as_str(), known))
        }
        _ => Ok(()),
    }
}

pub(super) fn add(case: &Case<'_>, part: &NewAction) -> Result<Vec<Event>, Refusal> {
    let of = &part.recommendation;
    case.recommendation(of)?;
    case.speaks_for(of, &Subject::Recommendation(of.clone()))?;
    is_free(case, &part.id)?;
    says("what is to be done", &part.title)?;
    has_post(&part.lead)?;
    says_if_any("the team", part.team.as_ref())?;
    follows("due", part.first_due, "the start", part.start)?;
    origin_stands(case, part.origin.as_ref())?;
    Ok(vec![Event::ActionAdded(part.clone())])
}

pub(super) fn amend(case: &Case<'_>, part: &ActionAmendment) -> Result<Vec<Event>, Refusal> {
    let stands = action(case, &part.id)?;
    says("what is to be done", &part.title)?;
    has_post(&part.lead)?;
    says_if_any("the team", part.team.as_ref())?;
    says("the reason", &part.reason)?;
    follows(
        "due first",
        stands.schedule.first_due,
        "the start",
        part.start,
    )?;
    follows("due", stands.schedule.latest_due(), "the start", part.start)?;
    if let Progress::Complete { completed_on, .. } = &stands.progress {
        follows("done", *completed_on, "the start", part.start)?;
    }
    let is_same = stands.title == part.title
        && stands.lead == part.lead
        && stands.team == part.team
        && stands.start == part.start;
    if is_same {
        return Err(Refusal::NothingChanges {
            what: format!("action {}", part.id),
        });
    }
    Ok(vec![Event::ActionAmended(part.clone())])
}

pub(super) fn start(case: &Case<'_>, part: &Start) -> Result<Vec<Event>, Refusal> {
    let item = Item::find(case, &part.action)?;
    let stands = action(case, &part.action)?;
    item.is_going_on(&part.action)?;
    if stands.progress == Progress::InProgress {
        return Err(Refusal::AlreadyStarted {
            item: part.action.clone(),
        });
    }
    case.has_happened("the beginning", part.on)?;
    Ok(vec![Event::ActionStarted(part.clone())])
}

pub(super) fn note(case: &Case<'_>, part: &Note) -> Result<Vec<Event>, Refusal> {
    action(case, &part.action)?;
    says("the post that reports", &part.by)?;
    says("the note", &part.note)?;
    case.has_happened("the report", part.on)?;
    Ok(vec![Event::ProgressNoted(part.clone())])
}

pub(super) fn add_milestone(case: &Case<'_>, part: &NewMilestone) -> Result<Vec<Event>, Refusal> {
    let of = &part.recommendation;
    case.recommendation(of)?;
    case.speaks_for(of, &Subject::Recommendation(of.clone()))?;
    is_free(case, &part.id)?;
    says("what is reached", &part.title)?;
    origin_stands(case, part.origin.as_ref())?;
    Ok(vec![Event::MilestoneAdded(part.clone())])
}

pub(super) fn amend_milestone(
    case: &Case<'_>,
    part: &MilestoneAmendment,
) -> Result<Vec<Event>, Refusal> {
    let Kind::Milestone(stands) = Item::find(case, &part.id)?.kind else {
        return Err(no_such("milestone", part.id.as_str(), []));
    };
    says("what is reached", &part.title)?;
    says("the reason", &part.reason)?;
    if stands.title == part.title {
        return Err(Refusal::NothingChanges {
            what: format!("milestone {}", part.id),
        });
    }
    Ok(vec![Event::MilestoneAmended(part.clone())])
}

pub(super) fn redate(case: &Case<'_>, part: &NewDate) -> Result<Vec<Event>, Refusal> {
    let item = Item::find(case, &part.item)?;
    item.is_going_on(&part.item)?;
    says("the reason", &part.reason)?;
    says("who agreed", &part.agreed_by)?;
    case.has_happened("the agreement", part.on)?;
    if let Some(start) = item.start() {
        follows("due", part.due, "the start", start)?;
    }
    let schedule = item.schedule();
    if let Some(last) = schedule.agreed.last() {
        follows(
            "the agreement",
            part.on,
            "the agreement that stands",
            last.on,
        )?;
    }
    if schedule.latest_due() == part.due {
        return Err(Refusal::SameDay {
            item: part.item.clone(),
            due: part.due,
        });
    }
    if let Some(meeting) = &part.meeting {
        case.at_meeting(meeting, &[MeetingStage::Open])?;
    }
    Ok(vec![Event::ItemRedated(part.clone())])
}

pub(super) fn complete(case: &Case<'_>, part: &Completion) -> Result<Vec<Event>, Refusal> {
    let item = Item::find(case, &part.item)?;
    item.is_going_on(&part.item)?;
    says_if_any("the evidence", part.evidence.as_ref())?;
    case.has_happened("the completion", part.on)?;
    if let Some(start) = item.start() {
        follows("done", part.on, "the start", start)?;
    }
    Ok(vec![Event::ItemCompleted(part.clone())])
}

pub(super) fn cancel(case: &Case<'_>, part: &GivingUp) -> Result<Vec<Event>, Refusal> {
    let item = Item::find(case, &part.item)?;
    item.is_going_on(&part.item)?;
    says("the reason", &part.reason)?;
    case.has_happened("the giving up", part.on)?;
    Ok(vec![Event::ItemCancelled(part.clone())])
}

pub(super) fn reopen(case: &Case<'_>, part: &Reopening) -> Result<Vec<Event>, Refusal> {
    let item = Item::find(case, &part.item)?;
    says("the reason", &part.reason)?;
    if item.ended().is_none() {
        return Err(Refusal::NotEnded {
            item: part.item.clone(),
        });
    }
    Ok(vec![Event::ItemReopened(part.clone())])
}
