//! The monthly meeting.

use super::changes::{Changes, corrected};
use super::names::Names;
use super::phrases::{apart, capital, count, day, list, quoted, stopped};
use crate::ledger::parts::{
    Arising, ArisingOutcome, DecisionOutcome, EvidenceNote, MeetingCancellation, MeetingDecision,
    MeetingEnd, MeetingOpening, MeetingRecord,
};
use crate::ledger::state::MeetingState;

pub(super) fn called(names: Names<'_>, part: &MeetingRecord) -> String {
    let Some(was) = names.before.meetings.get(&part.id) else {
        let members = match part.members.as_slice() {
            [] => String::new(),
            members => format!("; members {}", names.together(members)),
        };
        return format!(
            "The meeting {} was called for {}: chair {}{members}.",
            quoted(&part.title),
            day(part.on),
            names.person(&part.chair)
        );
    };
    let was = &was.record;
    let mut found = Changes::default();
    found.text("title", &was.title, &part.title);
    found.value("day", day(was.on), day(part.on));
    found.value("chair", names.person(&was.chair), names.person(&part.chair));
    found.list(
        "members",
        &names.everyone(&was.members),
        &names.everyone(&part.members),
    );
    corrected(&names.meeting(&part.id), &found, part.correction.as_deref())
}

pub(super) fn cancelled(names: Names<'_>, part: &MeetingCancellation) -> String {
    format!(
        "{} was called off: {}",
        capital(&names.meeting(&part.meeting)),
        stopped(&part.reason)
    )
}

pub(super) fn opened(names: Names<'_>, part: &MeetingOpening) -> String {
    let apologies = match part.apologies.as_slice() {
        [] => String::new(),
        apologies => format!("; apologies from {}", names.together(apologies)),
    };
    format!(
        "{} was opened: present {}{apologies}.",
        capital(&names.meeting(&part.meeting)),
        names.together(&part.present)
    )
}

pub(super) fn evidence_noted(names: Names<'_>, part: &EvidenceNote) -> String {
    let meeting = match &part.meeting {
        Some(id) => format!(" for {}", names.meeting(id)),
        None => String::new(),
    };
    let were = match part.figures.len() {
        1 => "was",
        _ => "were",
    };
    format!(
        "{} for {}, from snapshot {}, {were} noted{meeting}.",
        count(part.figures.len(), "figure", "figures"),
        part.month.in_words(),
        part.snapshot
    )
}

pub(super) fn decided(names: Names<'_>, part: &MeetingDecision) -> String {
    let about = match &part.recommendation {
        Some(id) => format!(" on {}", names.recommendation(id)),
        None => String::new(),
    };
    let mut said = vec![format!(
        "{} decided{about} ({}): {}",
        capital(&names.meeting(&part.meeting)),
        part.id,
        stopped(&part.decision)
    )];
    if part.stays_open {
        said.push("It stays open until it is reported as carried out.".to_owned());
    }
    said.join(" ")
}

pub(super) fn concluded(names: Names<'_>, part: &DecisionOutcome) -> String {
    format!(
        "Decision {} was carried out on {}: {}",
        names.minute(&part.id),
        day(part.on),
        stopped(&part.outcome)
    )
}

pub(super) fn arising_agreed(names: Names<'_>, part: &Arising) -> String {
    if let Some(why) = &part.correction {
        return format!(
            "{} {} was agreed anew: {}, to be done by {}. Reason: {}",
            part.id,
            quoted(&part.title),
            names.lead(&part.owner),
            day(part.due),
            stopped(why)
        );
    }
    format!(
        "{} gave {} {} to {}, to be done by {}.",
        capital(&names.meeting(&part.meeting)),
        part.id,
        quoted(&part.title),
        names.lead(&part.owner),
        day(part.due)
    )
}

pub(super) fn arising_completed(names: Names<'_>, part: &ArisingOutcome) -> String {
    let due = names.before.arising(&part.id).map(|found| found.record.due);
    let late = match due.filter(|due| *due < part.on) {
        Some(due) => format!(", {}, the day that it was due", apart(due, part.on)),
        None => String::new(),
    };
    let outcome = match &part.outcome {
        Some(outcome) => format!(": {}", stopped(outcome)),
        None => ".".to_owned(),
    };
    format!(
        "{} was done on {}{late}{outcome}",
        names.minute(&part.id),
        day(part.on)
    )
}

pub(super) fn closed(names: Names<'_>, part: &MeetingEnd) -> String {
    let with = match names.before.meetings.get(&part.meeting) {
        Some(meeting) => format!(", with {}", outcomes(meeting)),
        None => String::new(),
    };
    let mut said = vec![format!(
        "{} ended{with}.",
        capital(&names.meeting(&part.meeting))
    )];
    said.extend(
        part.next
            .map(|next| format!("The next meeting is on {}.", day(next))),
    );
    said.join(" ")
}

/// What a meeting did, counted.
fn outcomes(meeting: &MeetingState) -> String {
    let counts = [
        (meeting.decisions.len(), "decision", "decisions"),
        (meeting.arising.len(), "action arising", "actions arising"),
        (meeting.ratings.len(), "rating agreed", "ratings agreed"),
        (meeting.redated.len(), "day agreed anew", "days agreed anew"),
    ];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    if told.is_empty() {
        "nothing decided".to_owned()
    } else {
        list(&told)
    }
}
