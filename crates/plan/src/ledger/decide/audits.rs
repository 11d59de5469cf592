//! The programme of practice audits.

use super::{Case, new_or_corrected, no_such, says, says_if_any, unsound};
use crate::diagnostic::nearest;
use crate::ids::RoundId;
use crate::ledger::event::Event;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::RoundState;

pub(super) fn plan(case: &Case<'_>, part: &RoundRecord) -> Result<Vec<Event>, Refusal> {
    let stands = case.state.rounds.get(&part.id);
    if stands.is_some_and(|round| round.closed.is_some()) {
        return Err(Refusal::RoundEnded {
            round: part.id.clone(),
        });
    }
    let said = |record: &RoundRecord| RoundRecord {
        correction: None,
        ..record.clone()
    };
    new_or_corrected(
        "audit round",
        part.id.as_str(),
        case.state.rounds.keys().map(RoundId::as_str),
        stands.map(|round| said(&round.record)).as_ref(),
        &said(part),
        part.correction.as_ref(),
    )?;
    says("the sample frame", &part.sample_frame)?;
    if part.sample_size == 0 {
        return Err(unsound("the sample has no case", Some("say how many")));
    }
    if part.themes.is_empty() {
        return Err(unsound("the round has no theme", Some("name one or more")));
    }
    if part.auditors.is_empty() {
        return Err(unsound(
            "the round has no auditor",
            Some("name one or more"),
        ));
    }
    for (at, theme) in part.themes.iter().enumerate() {
        says("a theme", theme)?;
        if part.themes[..at].contains(theme) {
            return Err(unsound(format!("theme `{theme}` is named twice"), None));
        }
    }
    if let Some(round) = stands {
        keeps_what_was_graded(part, round)?;
    }
    Ok(vec![Event::RoundPlanned(part.clone())])
}

/// A plan that changes must still hold what was graded under it.
fn keeps_what_was_graded(part: &RoundRecord, round: &RoundState) -> Result<(), Refusal> {
    for ((reference, theme), grading) in &round.gradings {
        if !part.themes.contains(theme) || !part.auditors.contains(&grading.auditor) {
            return Err(unsound(
                format!("{reference} was graded in `{theme}` by {}", grading.auditor),
                Some("keep its theme and its auditor in the round"),
            ));
        }
    }
    let cases = round.cases();
    if u32::try_from(cases).is_ok_and(|cases| cases > part.sample_size) {
        return Err(unsound(
            format!("{cases} cases were graded already"),
            Some("the sample cannot be smaller"),
        ));
    }
    Ok(())
}

/// A round that goes on.
fn open_round<'a>(case: &'a Case<'_>, id: &RoundId) -> Result<&'a RoundState, Refusal> {
    let all = &case.state.rounds;
    let round = all
        .get(id)
        .ok_or_else(|| no_such("audit round", id.as_str(), all.keys().map(RoundId::as_str)))?;
    match round.closed {
        Some(_) => Err(Refusal::RoundEnded { round: id.clone() }),
        None => Ok(round),
    }
}

fn has_theme(round: &RoundState, theme: &str) -> Result<(), Refusal> {
    let themes = &round.record.themes;
    if themes.iter().any(|known| known == theme) {
        return Ok(());
    }
    Err(Refusal::NotATheme {
        round: round.record.id.clone(),
        theme: theme.to_owned(),
        near: nearest(theme, themes.iter().map(String::as_str)).map(str::to_owned),
    })
}

/// Whether a reference is one of the audit's own and cannot be a child's number: those of case
/// systems are long runs of digits, a UPN has twelve, an NHS number ten.
fn is_audit_reference(reference: &str) -> bool {
    let fits = (2..=20).contains(&reference.len())
        && reference.starts_with(|c: char| c.is_ascii_alphabetic())
        && reference
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
    let longest_run = reference
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0);
    fits && longest_run < 6
}

pub(super) fn grade(case: &Case<'_>, part: &Grading) -> Result<Vec<Event>, Refusal> {
    let round = open_round(case, &part.round)?;
    if !is_audit_reference(&part.reference) {
        return Err(Refusal::NotAnAuditReference);
    }
    has_theme(round, &part.theme)?;
    says_if_any("the team", part.team.as_ref())?;
    if !round.record.auditors.contains(&part.auditor) {
        return Err(Refusal::NotAnAuditor {
            round: part.round.clone(),
            person: part.auditor.clone(),
        });
    }
    if part.auditor != *case.actor && !case.is_any(&[Role::Analyst]) {
        return Err(Refusal::NotTheAuditor {
            actor: case.actor.clone(),
            auditor: part.auditor.clone(),
        });
    }
    let key = (part.reference.clone(), part.theme.clone());
    let stands = round.gradings.get(&key);
    if let Some(stands) = stands
        && stands.auditor != *case.actor
        && !case.is_any(&[Role::Analyst])
    {
        // Another auditor's grade is changed by moderation.
        return Err(Refusal::NotTheAuditor {
            actor: case.actor.clone(),
            auditor: stands.auditor.clone(),
        });
    }
    if let Some((_, grade, _)) = stands.and_then(|grading| grading.moderated.as_ref()) {
        return Err(Refusal::AlreadyModerated {
            reference: part.reference.clone(),
            theme: part.theme.clone(),
            grade: *grade,
        });
    }
    let what = format!("{}, {}", part.reference, part.theme);
    let known: Vec<String> = round
        .gradings
        .keys()
        .map(|(reference, theme)| format!("{reference}, {theme}"))
        .collect();
    new_or_corrected(
        "grading",
        &what,
        known.iter().map(String::as_str),
        stands
            .map(|grading| (&grading.team, &grading.auditor, grading.grade))
            .as_ref(),
        &(&part.team, &part.auditor, part.grade),
        part.correction.as_ref(),
    )?;
    let is_known = round
        .gradings
        .keys()
        .any(|(reference, _)| *reference == part.reference);
    let size = round.record.sample_size;
    if !is_known && u32::try_from(round.cases()).is_ok_and(|cases| cases >= size) {
        return Err(Refusal::SampleFull {
            round: part.round.clone(),
            size,
        });
    }
    Ok(vec![Event::GradingRecorded(part.clone())])
}

pub(super) fn moderate(case: &Case<'_>, part: &Moderation) -> Result<Vec<Event>, Refusal> {
    let round = open_round(case, &part.round)?;
    // Before anything else, as no message may repeat what may be a child's number.
    if !is_audit_reference(&part.reference) {
        return Err(Refusal::NotAnAuditReference);
    }
    has_theme(round, &part.theme)?;
    let key = (part.reference.clone(), part.theme.clone());
    let Some(grading) = round.gradings.get(&key) else {
        let known = round
            .gradings
            .keys()
            .map(|(reference, _)| reference.as_str());
        return Err(no_such(
            "grading of",
            &format!("{} in {}", part.reference, part.theme),
            known,
        ));
    };
    if grading.auditor == *case.actor {
        return Err(Refusal::ModeratesOwn {
            person: case.actor.clone(),
            reference: part.reference.clone(),
        });
    }
    if let Some((_, grade, _)) = &grading.moderated
        && part.correction.is_none()
    {
        return Err(Refusal::AlreadyModerated {
            reference: part.reference.clone(),
            theme: part.theme.clone(),
            grade: *grade,
        });
    }
    if grading.moderated.is_none() && part.correction.is_some() {
        return Err(no_such(
            "moderation of",
            &format!("{} in {}", part.reference, part.theme),
            [],
        ));
    }
    says_if_any("the reason for the correction", part.correction.as_ref())?;
    says_if_any("the reason", part.reason.as_ref())?;
    if part.grade != grading.grade && part.reason.is_none() {
        return Err(Refusal::Empty {
            field: "why the grade changes",
        });
    }
    Ok(vec![Event::GradingModerated(ModerationRecord {
        round: part.round.clone(),
        reference: part.reference.clone(),
        theme: part.theme.clone(),
        moderator: case.actor.clone(),
        from: grading.grade,
        to: part.grade,
        reason: part.reason.clone(),
        correction: part.correction.clone(),
    })])
}

pub(super) fn finding(case: &Case<'_>, part: &FindingRecord) -> Result<Vec<Event>, Refusal> {
    let all = &case.state.rounds;
    let round = all.get(&part.round).ok_or_else(|| {
        let known = all.keys().map(RoundId::as_str);
        no_such("audit round", part.round.as_str(), known)
    })?;
    if case.state.findings.contains_key(&part.id) {
        return Err(Refusal::Exists {
            what: format!("finding {}", part.id),
            correctable: false,
        });
    }
    if let Some(theme) = &part.theme {
        has_theme(round, theme)?;
    }
    says("what was found", &part.finding)?;
    Ok(vec![Event::FindingRecorded(part.clone())])
}

pub(super) fn close(case: &Case<'_>, part: &RoundEnd) -> Result<Vec<Event>, Refusal> {
    let round = open_round(case, &part.round)?;
    says_if_any("the note", part.note.as_ref())?;
    let audited = round.cases();
    let size = round.record.sample_size;
    if part.note.is_none() && u32::try_from(audited).is_ok_and(|audited| audited < size) {
        return Err(Refusal::SampleShort {
            round: part.round.clone(),
            audited,
            size,
        });
    }
    Ok(vec![Event::RoundClosed(part.clone())])
}
