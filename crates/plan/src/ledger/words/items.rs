//! Actions and milestones.

use super::changes::Changes;
use super::names::Names;
use super::phrases::{against_first, apart, day, or_none, quoted, stopped, times};
use crate::ids::ActionId;
use crate::ledger::parts::{
    ActionAmendment, Completion, GivingUp, MilestoneAmendment, NewAction, NewDate, NewMilestone,
    Note, Reopening, Start,
};
use crate::ledger::state::ItemKind;
use crate::model::{Progress, Schedule};

pub(super) fn action_added(names: Names<'_>, part: &NewAction) -> String {
    let team = match &part.team {
        Some(team) => format!(", done by {team}"),
        None => String::new(),
    };
    let mut said = vec![format!(
        "{} {} was added to {}: led by {}{team}, from {}, first due on {}.",
        part.id,
        quoted(&part.title),
        part.recommendation,
        names.lead(&part.lead),
        day(part.start),
        day(part.first_due)
    )];
    said.extend(part.origin.as_ref().map(|origin| names.origin(origin)));
    said.join(" ")
}

pub(super) fn action_amended(names: Names<'_>, part: &ActionAmendment) -> String {
    let mut found = Changes::default();
    if let Some((_, was)) = names.before.action(&part.id) {
        found.text("title", &was.title, &part.title);
        found.value("lead", names.lead(&was.lead), names.lead(&part.lead));
        found.value(
            "team",
            or_none(was.team.as_ref()),
            or_none(part.team.as_ref()),
        );
        found.value("start", day(was.start), day(part.start));
    }
    amended(names, &part.id, &found, &part.reason)
}

fn amended(names: Names<'_>, id: &ActionId, found: &Changes, reason: &str) -> String {
    format!(
        "{} was amended: {}. Reason: {}",
        names.item(id),
        found.in_words(),
        stopped(reason)
    )
}

pub(super) fn started(names: Names<'_>, part: &Start) -> String {
    format!(
        "{} was begun on {}.",
        names.item(&part.action),
        day(part.on)
    )
}

pub(super) fn noted(names: Names<'_>, part: &Note) -> String {
    format!(
        "On {}, {} reported on {}: {}",
        day(part.on),
        part.by,
        names.item(&part.action),
        stopped(&part.note)
    )
}

pub(super) fn milestone_added(names: Names<'_>, part: &NewMilestone) -> String {
    let mut said = vec![format!(
        "Milestone {} {} was added to {}, first due on {}.",
        part.id,
        quoted(&part.title),
        part.recommendation,
        day(part.first_due)
    )];
    said.extend(part.origin.as_ref().map(|origin| names.origin(origin)));
    said.join(" ")
}

pub(super) fn milestone_amended(names: Names<'_>, part: &MilestoneAmendment) -> String {
    let mut found = Changes::default();
    if let Some((_, was)) = names.before.milestone(&part.id) {
        found.text("title", &was.title, &part.title);
    }
    amended(names, &part.id, &found, &part.reason)
}

pub(super) fn redated(names: Names<'_>, part: &NewDate) -> String {
    let moved = match names.schedule(&part.item) {
        Some(schedule) => moved(schedule, part),
        None => String::new(),
    };
    let meeting = match &part.meeting {
        Some(id) => format!(" ({id})"),
        None => String::new(),
    };
    format!(
        "{} is now due on {}{moved}: {} Agreed by {} on {}{meeting}.",
        names.item(&part.item),
        day(part.due),
        stopped(&part.reason),
        part.agreed_by,
        day(part.on)
    )
}

/// How the new day lies to those before it, and how often it is re-dated with this one.
fn moved(schedule: &Schedule, part: &NewDate) -> String {
    let apart = apart(schedule.latest_due(), part.due);
    let redated = times(schedule.agreed.len() + 1);
    if schedule.agreed.is_empty() {
        format!(", {apart}, the day first agreed (re-dated {redated})")
    } else {
        let first = day(schedule.first_due);
        format!(", {apart} (first agreed {first}; re-dated {redated})")
    }
}

pub(super) fn completed(names: Names<'_>, part: &Completion) -> String {
    let done = match names.kind(&part.item) {
        Some(ItemKind::Milestone) => "reached",
        Some(ItemKind::Action) | None => "completed",
    };
    let against = match names.schedule(&part.item) {
        Some(schedule) => against_first(schedule, part.on),
        None => String::new(),
    };
    let mut said = vec![format!(
        "{} was {done} on {}{against}.",
        names.item(&part.item),
        day(part.on)
    )];
    said.extend(
        part.evidence
            .as_deref()
            .map(|evidence| format!("Evidence: {}", stopped(evidence))),
    );
    said.join(" ")
}

pub(super) fn cancelled(names: Names<'_>, part: &GivingUp) -> String {
    format!(
        "{} was cancelled on {}: {}",
        names.item(&part.item),
        day(part.on),
        stopped(&part.reason)
    )
}

pub(super) fn reopened(names: Names<'_>, part: &Reopening) -> String {
    let ended = match ended(names, &part.item) {
        Some(ended) => format!(", {ended},"),
        None => String::new(),
    };
    format!(
        "{}{ended} was taken up again: {}",
        names.item(&part.item),
        stopped(&part.reason)
    )
}

/// How and when an action or milestone ended, where it did.
fn ended(names: Names<'_>, id: &ActionId) -> Option<String> {
    if let Some((_, action)) = names.before.action(id) {
        return match &action.progress {
            Progress::NotStarted | Progress::InProgress => None,
            Progress::Complete { completed_on, .. } => {
                Some(format!("completed on {}", day(*completed_on)))
            }
            Progress::Cancelled {
                cancelled_on: Some(on),
                ..
            } => Some(format!("cancelled on {}", day(*on))),
            Progress::Cancelled {
                cancelled_on: None, ..
            } => Some("cancelled".to_owned()),
        };
    }
    let (_, milestone) = names.before.milestone(id)?;
    match (milestone.done_on, &milestone.cancelled) {
        (Some(on), _) => Some(format!("reached on {}", day(on))),
        (None, Some(cancelled)) => Some(format!("cancelled on {}", day(cancelled.on))),
        (None, None) => None,
    }
}
