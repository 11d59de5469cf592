//! The monthly meeting: who comes, what it sees, what it decides.

use super::{Case, follows, has_post, new_or_corrected, no_such, says, says_if_any, unsound};
use crate::ids::{ActionId, MeetingId, MinuteId, PersonId};
use crate::ledger::event::Event;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::{MeetingStage, MeetingState};
use crate::ledger::subject::Subject;

impl Case<'_> {
    /// A meeting.
    fn meeting(&self, id: &MeetingId) -> Result<&MeetingState, Refusal> {
        let all = &self.state.meetings;
        all.get(id)
            .ok_or_else(|| no_such("meeting", id.as_str(), all.keys().map(MeetingId::as_str)))
    }

    /// Refuses a meeting that is at none of these stages.
    pub(super) fn at_meeting(
        &self,
        id: &MeetingId,
        stages: &[MeetingStage],
    ) -> Result<(), Refusal> {
        let meeting = self.meeting(id)?;
        if stages.contains(&meeting.stage) {
            return Ok(());
        }
        Err(Refusal::MeetingStage {
            meeting: id.clone(),
            stands: match &meeting.stage {
                MeetingStage::Called => "has not been opened",
                MeetingStage::Open => "is open",
                MeetingStage::Closed => "has ended",
                MeetingStage::Cancelled(_) => "was called off",
            },
        })
    }

    /// An id that neither a decision nor a small action has, nor an action or milestone of the plan.
    fn is_free_minute(&self, id: &MinuteId) -> Result<(), Refusal> {
        let is_taken = |known: &str| known.eq_ignore_ascii_case(id.as_str());
        let minutes = self.state.minutes.keys().map(MinuteId::as_str);
        let items = self.state.items.keys().map(ActionId::as_str);
        if minutes.chain(items).any(is_taken) {
            return Err(Refusal::Exists {
                what: format!("decision or action {id}"),
                correctable: false,
            });
        }
        Ok(())
    }
}

/// Refuses a person who stands twice in these lists.
fn each_once(lists: &[(&'static str, &[PersonId])]) -> Result<(), Refusal> {
    let mut seen: Vec<(&'static str, &PersonId)> = Vec::new();
    for (list, people) in lists {
        for person in *people {
            if let Some((first, _)) = seen.iter().find(|(_, other)| *other == person) {
                return Err(Refusal::TwoPlaces {
                    person: person.clone(),
                    first,
                    second: list,
                });
            }
            seen.push((list, person));
        }
    }
    Ok(())
}

pub(super) fn call(case: &Case<'_>, part: &MeetingRecord) -> Result<Vec<Event>, Refusal> {
    let stands = case.state.meetings.get(&part.id);
    let said = |record: &MeetingRecord| MeetingRecord {
        correction: None,
        ..record.clone()
    };
    new_or_corrected(
        "meeting",
        part.id.as_str(),
        case.state.meetings.keys().map(MeetingId::as_str),
        stands.map(|meeting| said(&meeting.record)).as_ref(),
        &said(part),
        part.correction.as_ref(),
    )?;
    if stands.is_some() {
        case.at_meeting(&part.id, &[MeetingStage::Called])?;
    }
    says("the meeting's title", &part.title)?;
    each_once(&[
        ("the chair", std::slice::from_ref(&part.chair)),
        ("a member", &part.members),
    ])?;
    Ok(vec![Event::MeetingCalled(part.clone())])
}

pub(super) fn cancel(case: &Case<'_>, part: &MeetingCancellation) -> Result<Vec<Event>, Refusal> {
    case.at_meeting(&part.meeting, &[MeetingStage::Called])?;
    says("the reason", &part.reason)?;
    Ok(vec![Event::MeetingCancelled(part.clone())])
}

pub(super) fn open(case: &Case<'_>, part: &MeetingOpening) -> Result<Vec<Event>, Refusal> {
    case.at_meeting(&part.meeting, &[MeetingStage::Called])?;
    let meeting = case.meeting(&part.meeting)?;
    case.has_happened("the meeting", meeting.record.on)?;
    if part.present.is_empty() {
        return Err(unsound("nobody is at the meeting", Some("say who is")));
    }
    each_once(&[
        ("present", &part.present),
        ("one who sent apologies", &part.apologies),
    ])?;
    let stranger = part.present.iter().chain(&part.apologies).find(|person| {
        **person != meeting.record.chair && !meeting.record.members.contains(person)
    });
    if let Some(person) = stranger {
        return Err(Refusal::NotAMember {
            person: person.clone(),
            meeting: part.meeting.clone(),
        });
    }
    Ok(vec![Event::MeetingOpened(part.clone())])
}

pub(super) fn evidence(case: &Case<'_>, part: &EvidenceNote) -> Result<Vec<Event>, Refusal> {
    if let Some(meeting) = &part.meeting {
        case.at_meeting(meeting, &[MeetingStage::Called, MeetingStage::Open])?;
    }
    says("the snapshot", &part.snapshot)?;
    if part.figures.is_empty() {
        return Err(unsound("there is no figure to note", None));
    }
    for figure in &part.figures {
        let numbers = [figure.numerator, figure.denominator]
            .into_iter()
            .chain(figure.value);
        if numbers.into_iter().any(|number| !number.is_finite()) {
            return Err(unsound(
                format!("{} has a number that is none", figure.measure),
                Some("see what its definition divides by"),
            ));
        }
    }
    Ok(vec![Event::EvidenceNoted(part.clone())])
}

pub(super) fn decision(case: &Case<'_>, part: &MeetingDecision) -> Result<Vec<Event>, Refusal> {
    case.at_meeting(&part.meeting, &[MeetingStage::Open])?;
    case.is_free_minute(&part.id)?;
    says("the decision", &part.decision)?;
    if let Some(recommendation) = &part.recommendation {
        case.recommendation(recommendation)?;
    }
    Ok(vec![Event::DecisionTaken(part.clone())])
}

pub(super) fn conclude(case: &Case<'_>, part: &DecisionOutcome) -> Result<Vec<Event>, Refusal> {
    let Some(decision) = case.state.decision(&part.id) else {
        let known = case.state.minutes.keys().map(MinuteId::as_str);
        return Err(no_such("decision", part.id.as_str(), known));
    };
    case.speaks_for(&part.id, &Subject::Minute(part.id.clone()))?;
    if !decision.is_open() {
        return Err(Refusal::NotOpen {
            what: format!("decision {}", part.id),
        });
    }
    says("what came of it", &part.outcome)?;
    case.has_happened("the carrying out", part.on)?;
    let taken = case.meeting(&decision.record.meeting)?.record.on;
    follows("the carrying out", part.on, "the meeting", taken)?;
    Ok(vec![Event::DecisionConcluded(part.clone())])
}

pub(super) fn arising(case: &Case<'_>, part: &Arising) -> Result<Vec<Event>, Refusal> {
    match (case.state.arising(&part.id), &part.correction) {
        (Some(stands), Some(reason)) => {
            says("the reason for the correction", reason)?;
            let same = Arising {
                correction: stands.record.correction.clone(),
                ..part.clone()
            };
            if stands.outcome.is_some() {
                return Err(Refusal::NotOpen {
                    what: format!("action {}", part.id),
                });
            }
            if stands.record.meeting != part.meeting {
                return Err(unsound(
                    format!("action {} arose at {}", part.id, stands.record.meeting),
                    Some("name that meeting"),
                ));
            }
            if same == stands.record {
                return Err(Refusal::NothingChanges {
                    what: format!("action {}", part.id),
                });
            }
        }
        (None, Some(_)) => {
            let known = case.state.minutes.keys().map(MinuteId::as_str);
            return Err(no_such("action of a meeting", part.id.as_str(), known));
        }
        (_, None) => {
            case.at_meeting(&part.meeting, &[MeetingStage::Open])?;
            case.is_free_minute(&part.id)?;
        }
    }
    says("what is to be done", &part.title)?;
    has_post(&part.owner)?;
    let held = case.meeting(&part.meeting)?.record.on;
    follows("due", part.due, "the meeting", held)?;
    Ok(vec![Event::ArisingAgreed(part.clone())])
}

pub(super) fn complete_arising(
    case: &Case<'_>,
    part: &ArisingOutcome,
) -> Result<Vec<Event>, Refusal> {
    let Some(arising) = case.state.arising(&part.id) else {
        let known = case.state.minutes.keys().map(MinuteId::as_str);
        return Err(no_such("action of a meeting", part.id.as_str(), known));
    };
    case.speaks_for(&part.id, &Subject::Minute(part.id.clone()))?;
    if arising.outcome.is_some() {
        return Err(Refusal::NotOpen {
            what: format!("action {}", part.id),
        });
    }
    says_if_any("what came of it", part.outcome.as_ref())?;
    case.has_happened("the completion", part.on)?;
    let agreed = case.meeting(&arising.record.meeting)?.record.on;
    follows("done", part.on, "the meeting", agreed)?;
    Ok(vec![Event::ArisingCompleted(part.clone())])
}

pub(super) fn close(case: &Case<'_>, part: &MeetingEnd) -> Result<Vec<Event>, Refusal> {
    case.at_meeting(&part.meeting, &[MeetingStage::Open])?;
    if let Some(next) = part.next {
        let held = case.meeting(&part.meeting)?.record.on;
        follows("the next meeting", next, "this one", held)?;
    }
    Ok(vec![Event::MeetingClosed(part.clone())])
}
