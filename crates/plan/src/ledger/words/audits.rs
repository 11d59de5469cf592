//! The programme of practice audits.

use super::changes::{Changes, corrected};
use super::names::Names;
use super::phrases::{capital, count, list, or_none, stopped};
use crate::ledger::parts::{FindingRecord, Grading, ModerationRecord, RoundEnd, RoundRecord};

pub(super) fn planned(names: Names<'_>, part: &RoundRecord) -> String {
    let Some(was) = names.before.rounds.get(&part.id) else {
        let cases = match part.sample_size {
            1 => "1 case".to_owned(),
            n => format!("{n} cases"),
        };
        return format!(
            "Audit round {} was planned for {}: {cases} on {}, audited by {}. Sample: {}",
            part.id,
            part.month.in_words(),
            list(&part.themes),
            names.together(&part.auditors),
            stopped(&part.sample_frame)
        );
    };
    let was = &was.record;
    let mut found = Changes::default();
    found.value("month", was.month.in_words(), part.month.in_words());
    found.list("themes", &was.themes, &part.themes);
    found.text("sample frame", &was.sample_frame, &part.sample_frame);
    found.value("sample size", was.sample_size, part.sample_size);
    found.list(
        "auditors",
        &names.everyone(&was.auditors),
        &names.everyone(&part.auditors),
    );
    corrected(&names.round(&part.id), &found, part.correction.as_deref())
}

pub(super) fn graded(names: Names<'_>, part: &Grading) -> String {
    let key = (part.reference.clone(), part.theme.clone());
    let was = names
        .before
        .rounds
        .get(&part.round)
        .and_then(|round| round.gradings.get(&key));
    let Some(was) = was else {
        let team = match &part.team {
            Some(team) => format!(", a case of {team},"),
            None => String::new(),
        };
        return format!(
            "In {}, {} graded {}{team} as {} for {}.",
            names.round(&part.round),
            names.person(&part.auditor),
            part.reference,
            part.grade.in_words(),
            part.theme
        );
    };
    let mut found = Changes::default();
    found.value("grade", was.grade.in_words(), part.grade.in_words());
    found.value(
        "auditor",
        names.person(&was.auditor),
        names.person(&part.auditor),
    );
    found.value(
        "team",
        or_none(was.team.as_ref()),
        or_none(part.team.as_ref()),
    );
    corrected(
        &format!(
            "the grading of {} for {} in {}",
            part.reference,
            part.theme,
            names.round(&part.round)
        ),
        &found,
        part.correction.as_deref(),
    )
}

pub(super) fn moderated(names: Names<'_>, part: &ModerationRecord) -> String {
    let outcome = if part.from == part.to {
        format!("left it at {}", part.to.in_words())
    } else {
        format!(
            "changed it from {} to {}",
            part.from.in_words(),
            part.to.in_words()
        )
    };
    let reason = match &part.reason {
        Some(reason) => format!(": {}", stopped(reason)),
        None => ".".to_owned(),
    };
    let again = match &part.correction {
        Some(why) => format!(" In place of an earlier moderation: {}", stopped(why)),
        None => String::new(),
    };
    format!(
        "In {}, {} moderated the grade of {} for {} and {outcome}{reason}{again}",
        names.round(&part.round),
        names.person(&part.moderator),
        part.reference,
        part.theme
    )
}

pub(super) fn finding(names: Names<'_>, part: &FindingRecord) -> String {
    let theme = match &part.theme {
        Some(theme) => format!(", on {theme}"),
        None => String::new(),
    };
    format!(
        "Finding {} of {}{theme}: {}",
        part.id,
        names.round(&part.round),
        stopped(&part.finding)
    )
}

pub(super) fn closed(names: Names<'_>, part: &RoundEnd) -> String {
    let with = match names.before.rounds.get(&part.round) {
        Some(round) => format!(
            ", with {} of {} cases audited and {}",
            round.cases(),
            round.record.sample_size,
            count(round.findings.len(), "finding", "findings")
        ),
        None => String::new(),
    };
    let mut said = vec![format!(
        "{} ended{with}.",
        capital(&names.round(&part.round))
    )];
    said.extend(part.note.as_deref().map(stopped));
    said.join(" ")
}
