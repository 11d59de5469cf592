//! Reports and their restatements.

use super::changes::{Changes, corrected};
use super::names::Names;
use super::phrases::{capital, count, day, list, or_none, quoted, stopped};
use crate::ledger::parts::{
    CheckRecord, CommentKind, FigureChange, Publication, ReportApproval, ReportComment,
    ReportDraft, ReportReview, ReportSubmission, ReportText, ReportWithdrawal, Restatement,
    RestatementAnswer, RestatementOutcome, ReviewOutcome,
};
use crate::ledger::state::Explained;

pub(super) fn opened(names: Names<'_>, part: &ReportDraft) -> String {
    let month = |draft: &ReportDraft| or_none(draft.month.map(|month| month.in_words()));
    let Some(was) = names.before.report(&part.id) else {
        let figures = match part.month {
            Some(month) => format!(", with figures up to {}", month.in_words()),
            None => String::new(),
        };
        return format!(
            "Report {} {} was begun for the committee's meeting on {}: as at {}{figures}.",
            part.id,
            quoted(&part.title),
            day(part.meeting_on),
            day(part.as_at)
        );
    };
    let was = &was.record;
    let mut found = Changes::default();
    found.text("title", &was.title, &part.title);
    found.value(
        "the committee's meeting",
        day(was.meeting_on),
        day(part.meeting_on),
    );
    found.value("its own day", day(was.as_at), day(part.as_at));
    found.value("month of its figures", month(was), month(part));
    corrected(&names.report(&part.id), &found, part.correction.as_deref())
}

pub(super) fn written(names: Names<'_>, part: &ReportText) -> String {
    let words = |text: &str| text.split_whitespace().count();
    let report = names.before.report(&part.report);
    let was = report.and_then(|report| report.narrative.as_deref());
    let again = match was {
        Some(was) => format!(" anew ({} before)", count(words(was), "word", "words")),
        None => String::new(),
    };
    format!(
        "The narrative of {}, {}, was written{again}.",
        names.report(&part.report),
        count(words(&part.narrative), "word", "words")
    )
}

pub(super) fn submitted(names: Names<'_>, part: &ReportSubmission) -> String {
    let report = names.before.report(&part.report);
    let again = match report.map(|report| report.round) {
        Some(1..) => " again",
        _ => "",
    };
    let mut said = vec![format!(
        "{} was handed in for review{again}.",
        capital(&names.report(&part.report))
    )];
    said.extend(part.note.as_deref().map(stopped));
    said.join(" ")
}

pub(super) fn reviewed(names: Names<'_>, part: &ReportReview) -> String {
    let report = capital(&names.report(&part.report));
    let outcome = match part.outcome {
        ReviewOutcome::Agreed => "was agreed in review and went to legal and finance",
        ReviewOutcome::Returned => "was returned and is a draft again",
    };
    match &part.note {
        Some(note) => format!("{report} {outcome}: {}", stopped(note)),
        None => format!("{report} {outcome}."),
    }
}

pub(super) fn commented(names: Names<'_>, part: &ReportComment) -> String {
    let kind = match part.of {
        CommentKind::Legal => "a legal comment",
        CommentKind::Finance => "a finance comment",
        CommentKind::Officer => "an officer's comment",
    };
    let whose = match &part.on_behalf_of {
        Some(person) => format!(", that of {}", names.person(person)),
        None => String::new(),
    };
    format!(
        "{} had {kind}{whose}: {}",
        capital(&names.report(&part.report)),
        stopped(&part.text)
    )
}

pub(super) fn approved(names: Names<'_>, part: &ReportApproval) -> String {
    let mut said = vec![format!(
        "{} was approved. The check of its narrative, against snapshot {}, found {}.",
        capital(&names.report(&part.report)),
        part.check.snapshot,
        verdicts(&part.check)
    )];
    said.extend(part.explained().iter().map(contradiction_in_words));
    said.join(" ")
}

/// `6 claims: 4 supported, 1 not clear and 1 contradicted`, without the verdicts that no claim has.
fn verdicts(check: &CheckRecord) -> String {
    let counts = [
        (check.supported as usize, "supported"),
        (check.not_clear as usize, "not clear"),
        (check.incomplete as usize, "incomplete"),
        (check.selective as usize, "selective"),
        (check.unsupported as usize, "unsupported"),
        (check.contradicted.len(), "contradicted"),
    ];
    let all: usize = counts.iter().map(|(n, _)| n).sum();
    if all == 0 {
        return "no claim".to_owned();
    }
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, verdict)| format!("{n} {verdict}"))
        .collect();
    format!("{}: {}", count(all, "claim", "claims"), list(&told))
}

fn contradiction_in_words(explained: &Explained) -> String {
    format!(
        "{} stands, though the evidence says: {} Reason: {}",
        quoted(&explained.quote),
        stopped(&explained.says),
        stopped(&explained.reason)
    )
}

pub(super) fn published(names: Names<'_>, part: &Publication) -> String {
    let frozen = &part.frozen;
    let documents: Vec<String> = frozen
        .documents
        .iter()
        .map(|document| document.name.clone())
        .collect();
    format!(
        "{} was published as {}, made from snapshot {} and the plan as at event {}.",
        capital(&names.report(&part.report)),
        list(&documents),
        frozen.snapshot,
        frozen.plan_sequence
    )
}

pub(super) fn withdrawn(names: Names<'_>, part: &ReportWithdrawal) -> String {
    format!(
        "{} was given up: {}",
        capital(&names.report(&part.report)),
        stopped(&part.reason)
    )
}

pub(super) fn restated(names: Names<'_>, part: &Restatement) -> String {
    let (figures, are) = match part.changes.len() {
        1 => ("1 figure".to_owned(), "is another"),
        n => (format!("{n} figures"), "are others"),
    };
    let changes: Vec<String> = part.changes.iter().map(change_in_words).collect();
    let mut said = vec![format!(
        "Restatement {} of {}: from snapshot {}, {figures} {are} now: {}.",
        part.id,
        names.report(&part.report),
        part.snapshot,
        changes.join("; ")
    )];
    said.extend(
        part.because
            .as_deref()
            .map(|because| format!("Reason: {}", stopped(because))),
    );
    said.join(" ")
}

/// `F3 (re-referrals, September 2017) from 21.0% to 22.4%, in 2 sentences`.
fn change_in_words(change: &FigureChange) -> String {
    let sentences = match change.sentences.len() {
        0 => String::new(),
        n => format!(", in {}", count(n, "sentence", "sentences")),
    };
    format!(
        "{} ({}, {}) from {} to {}{sentences}",
        change.reference,
        change.measure,
        change.month.in_words(),
        change.said,
        change.now
    )
}

pub(super) fn answered(names: Names<'_>, part: &RestatementAnswer) -> String {
    let of = match names.before.restatement(&part.restatement) {
        Some((report, _)) => format!(" of {}", names.report(&report.record.id)),
        None => String::new(),
    };
    let outcome = match &part.outcome {
        RestatementOutcome::Corrected { note } => {
            format!("the report was corrected: {}", stopped(note))
        }
        RestatementOutcome::Kept { reason } => {
            format!("the report stays as it is: {}", stopped(reason))
        }
    };
    format!(
        "Restatement {}{of} was answered; {outcome}",
        part.restatement
    )
}
