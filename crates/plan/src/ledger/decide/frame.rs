//! Ledger, roles, inspections, frame, scheme, aims, recommendations, versions.

use super::{
    Case, follows, has_post, is_sound, new_or_corrected, no_such, says, says_if_any, unsound,
};
use crate::checks;
use crate::ids::{AimId, InspectionId, RecommendationId};
use crate::ledger::event::Event;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::model::Rating;

pub(super) fn open(case: &Case<'_>, part: &Opening) -> Result<Vec<Event>, Refusal> {
    if let Some(opening) = &case.state.opening {
        return Err(Refusal::AlreadyOpened {
            authority: opening.authority.name.clone(),
        });
    }
    says("the authority's name", &part.authority.name)?;
    Ok(vec![
        Event::LedgerOpened(part.clone()),
        Event::RoleGranted(RoleOf {
            person: case.actor.clone(),
            role: Role::Administrator,
        }),
    ])
}

pub(super) fn grant(case: &Case<'_>, part: &RoleOf) -> Result<Vec<Event>, Refusal> {
    if case.state.has_role(&part.person, part.role) {
        return Err(Refusal::HasRole {
            person: part.person.clone(),
            role: part.role,
        });
    }
    Ok(vec![Event::RoleGranted(part.clone())])
}

pub(super) fn withdraw_role(case: &Case<'_>, part: &RoleOf) -> Result<Vec<Event>, Refusal> {
    if !case.state.has_role(&part.person, part.role) {
        return Err(Refusal::HasNotRole {
            person: part.person.clone(),
            role: part.role,
        });
    }
    let administrators = case
        .state
        .roles
        .values()
        .filter(|roles| roles.contains(&Role::Administrator))
        .count();
    if part.role == Role::Administrator && administrators == 1 {
        return Err(Refusal::LastAdministrator {
            person: part.person.clone(),
        });
    }
    Ok(vec![Event::RoleWithdrawn(part.clone())])
}

pub(super) fn inspection(case: &Case<'_>, part: &InspectionRecord) -> Result<Vec<Event>, Refusal> {
    let stands = case.state.inspections.get(&part.id);
    new_or_corrected(
        "inspection",
        part.id.as_str(),
        case.state.inspections.keys().map(InspectionId::as_str),
        stands,
        &part.inspection,
        part.correction.as_ref(),
    )?;
    for judgement in &part.inspection.judgements {
        says("the part that was judged", &judgement.area)?;
        says("the judgement", &judgement.judgement)?;
    }
    is_sound(checks::inspection(&part.inspection, "inspection"))?;
    case.has_happened("the inspection ended", part.inspection.ended)?;
    if let Some(published) = part.inspection.published {
        case.has_happened("its report came out", published)?;
    }
    Ok(vec![Event::InspectionRecorded(part.clone())])
}

pub(super) fn frame(case: &Case<'_>, part: &Frame) -> Result<Vec<Event>, Refusal> {
    if case.state.frame.as_ref() == Some(part) {
        return Err(Refusal::NothingChanges {
            what: "the plan's frame".to_owned(),
        });
    }
    has_inspection(case, &part.inspection)?;
    says("the plan's title", &part.title)?;
    says("the committee's name", &part.committee)?;
    says("the director's title", &part.directors.director)?;
    says(
        "the assistant director's title",
        &part.directors.assistant_director,
    )?;
    says("how progress is watched", &part.monitoring)?;
    says("equality and human rights implications", &part.equality)?;
    says_if_any("the risk assessment", part.risk.as_ref())?;
    is_sound(checks::years(part.years, "plan"))?;
    for (at, appendix) in part.appendices.iter().enumerate() {
        says("the appendix's label", &appendix.label)?;
        says("the appendix's title", &appendix.title)?;
        if part.appendices[..at]
            .iter()
            .any(|other| other.label == appendix.label)
        {
            return Err(unsound(
                format!("two appendices have the label {}", appendix.label),
                None,
            ));
        }
    }
    is_sound(
        part.background_papers
            .iter()
            .filter_map(|paper| checks::link(paper.link.as_deref(), "link")),
    )?;
    Ok(vec![Event::FrameSet(part.clone())])
}

fn has_inspection(case: &Case<'_>, id: &InspectionId) -> Result<(), Refusal> {
    let all = &case.state.inspections;
    if all.contains_key(id) {
        return Ok(());
    }
    Err(no_such(
        "inspection",
        id.as_str(),
        all.keys().map(InspectionId::as_str),
    ))
}

pub(super) fn scheme(case: &Case<'_>, part: &SchemeAdoption) -> Result<Vec<Event>, Refusal> {
    let scheme = &part.scheme;
    says("the scheme's version", &scheme.version)?;
    for (field, words) in [
        ("what red means", Some(&scheme.red)),
        ("what amber means", Some(&scheme.amber)),
        ("what green means", Some(&scheme.green)),
        ("what blue means", scheme.blue.as_ref()),
    ] {
        says_if_any(field, words)?;
    }
    if case
        .state
        .schemes
        .iter()
        .any(|known| known.version == scheme.version)
    {
        return Err(Refusal::VersionTaken {
            version: scheme.version.clone(),
        });
    }
    if scheme.blue.is_none() {
        let blue = case.state.in_plan().into_iter().find(|(_, found)| {
            let last = found.ratings.last();
            last.is_some_and(|rating| rating.rating == Rating::Blue)
        });
        if let Some((id, _)) = blue {
            return Err(unsound(
                format!("{id} is rated blue, and the new words have no blue"),
                Some("say what blue means, or rate it anew first"),
            ));
        }
    }
    match (&part.reason, case.state.schemes.is_empty()) {
        (None, true) => {}
        (Some(reason), false) => says("why the words change", reason)?,
        (None, false) => {
            return Err(Refusal::Empty {
                field: "why the words change",
            });
        }
        (Some(_), true) => {
            return Err(unsound(
                "the first scheme changes no words",
                Some("leave the reason out"),
            ));
        }
    }
    Ok(vec![Event::SchemeAdopted(part.clone())])
}

pub(super) fn aim(case: &Case<'_>, part: &AimRecord) -> Result<Vec<Event>, Refusal> {
    says("the aim's title", &part.title)?;
    new_or_corrected(
        "aim",
        part.id.as_str(),
        case.state.aims.keys().map(AimId::as_str),
        case.state.aims.get(&part.id),
        &part.title,
        part.correction.as_ref(),
    )?;
    Ok(vec![Event::AimRecorded(part.clone())])
}

pub(super) fn remove_aim(case: &Case<'_>, part: &AimRemoval) -> Result<Vec<Event>, Refusal> {
    let aims = &case.state.aims;
    if !aims.contains_key(&part.id) {
        return Err(no_such(
            "aim",
            part.id.as_str(),
            aims.keys().map(AimId::as_str),
        ));
    }
    says("the reason", &part.reason)?;
    let serves = case
        .state
        .in_plan()
        .into_iter()
        .find(|(_, recommendation)| recommendation.record.aims.contains(&part.id));
    if let Some((by, _)) = serves {
        return Err(Refusal::AimServed {
            aim: part.id.clone(),
            by: by.clone(),
        });
    }
    Ok(vec![Event::AimRemoved(part.clone())])
}

pub(super) fn recommendation(
    case: &Case<'_>,
    part: &RecommendationRecord,
) -> Result<Vec<Event>, Refusal> {
    let stands = case.state.recommendations.get(&part.id);
    let is_withdrawn = stands.is_some_and(|stands| stands.withdrawn.is_some());
    if is_withdrawn && part.correction.is_none() {
        return Err(Refusal::Withdrawn {
            recommendation: part.id.clone(),
        });
    }
    // The reasons of the two may differ; what is compared is what they say.
    let said = |record: &RecommendationRecord| RecommendationRecord {
        correction: None,
        ..record.clone()
    };
    // One that was withdrawn is taken up again by a correction, which may leave its words as they
    // were.
    let stands = stands.filter(|_| !is_withdrawn);
    new_or_corrected(
        "recommendation",
        part.id.as_str(),
        case.state
            .recommendations
            .keys()
            .map(RecommendationId::as_str),
        stands.map(|stands| said(&stands.record)).as_ref(),
        &said(part),
        part.correction.as_ref().filter(|_| !is_withdrawn),
    )?;
    says_if_any("the reason for the correction", part.correction.as_ref())?;
    has_inspection(case, &part.inspection)?;
    says("the inspectorate's words", &part.text)?;
    has_post(&part.lead)?;
    for theme in &part.audit_themes {
        says("an audit theme", theme)?;
    }
    if part.number == 0 {
        return Err(unsound("recommendations are numbered from 1", None));
    }
    if part.aims.is_empty() {
        return Err(unsound(
            format!("recommendation {} serves no aim", part.id),
            Some("name one aim or more"),
        ));
    }
    let aims = &case.state.aims;
    for (at, aim) in part.aims.iter().enumerate() {
        if !aims.contains_key(aim) {
            return Err(no_such("aim", aim.as_str(), aims.keys().map(AimId::as_str)));
        }
        if part.aims[..at].contains(aim) {
            return Err(unsound(format!("aim {aim} is named twice"), None));
        }
    }
    let same_number = case.state.in_plan().into_iter().find(|(id, other)| {
        **id != part.id
            && other.record.number == part.number
            && other.record.inspection == part.inspection
    });
    if let Some((other, _)) = same_number {
        return Err(Refusal::NumberTaken {
            number: part.number,
            other: other.clone(),
        });
    }
    Ok(vec![Event::RecommendationRecorded(part.clone())])
}

pub(super) fn withdraw(
    case: &Case<'_>,
    part: &RecommendationWithdrawal,
) -> Result<Vec<Event>, Refusal> {
    case.recommendation(&part.recommendation)?;
    says("the reason", &part.reason)?;
    Ok(vec![Event::RecommendationWithdrawn(part.clone())])
}

pub(super) fn approve(case: &Case<'_>, part: &VersionApproval) -> Result<Vec<Event>, Refusal> {
    says("the version", &part.version)?;
    says("the body that approved", &part.by)?;
    says_if_any("what is new", part.summary.as_ref())?;
    case.has_happened("the approval", part.on)?;
    let versions = &case.state.versions;
    if versions
        .iter()
        .any(|known| known.approval.version == part.version)
    {
        return Err(Refusal::VersionTaken {
            version: part.version.clone(),
        });
    }
    if let Some(last) = versions.last() {
        follows(
            "the approval",
            part.on,
            "the approval of the version before",
            last.approval.on,
        )?;
    }
    let missing = [
        ("its title and committee", case.state.frame.is_none()),
        ("a scheme of ratings", case.state.schemes.is_empty()),
        ("a recommendation", case.state.in_plan().is_empty()),
    ];
    if let Some((missing, _)) = missing.into_iter().find(|(_, is_missing)| *is_missing) {
        return Err(Refusal::NotWhole {
            missing: format!("it lacks {missing}"),
        });
    }
    Ok(vec![Event::VersionApproved(part.clone())])
}
