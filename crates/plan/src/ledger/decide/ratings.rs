//! Measures on recommendations, and the ratings that people give.

use super::{Case, follows, is_sound, no_such, says, says_if_any};
use crate::checks;
use crate::delivery::delivery;
use crate::ledger::event::Event;
use crate::ledger::may::{CHAIRS, KEEPERS};
use crate::ledger::parts::*;
use crate::ledger::project;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::MeetingStage;
use crate::ledger::subject::Subject;
use crate::model::Rating;
use crate::read::Known;

pub(super) fn set_measure(case: &Case<'_>, part: &MeasureLink) -> Result<Vec<Event>, Refusal> {
    let recommendation = case.recommendation(&part.recommendation)?;
    let measure = &part.measure;
    let what = format!("{} of {}", measure.selector, part.recommendation);
    let stands = recommendation
        .measures
        .iter()
        .find(|linked| linked.selector == measure.selector);
    let known: Vec<String> = recommendation
        .measures
        .iter()
        .map(|linked| format!("{} of {}", linked.selector, part.recommendation))
        .collect();
    super::new_or_corrected(
        "measure",
        &what,
        known.iter().map(String::as_str),
        stands,
        measure,
        part.correction.as_ref(),
    )?;
    if let Some(threshold) = &measure.threshold {
        says("who sets the threshold", &threshold.set_by)?;
    }
    is_sound(checks::measure(measure, Known::Anything, "measure"))?;
    Ok(vec![Event::MeasureSet(part.clone())])
}

pub(super) fn remove_measure(
    case: &Case<'_>,
    part: &MeasureRemoval,
) -> Result<Vec<Event>, Refusal> {
    let recommendation = case.recommendation(&part.recommendation)?;
    let names: Vec<String> = recommendation
        .measures
        .iter()
        .map(|linked| linked.selector.to_string())
        .collect();
    let asked = part.measure.to_string();
    if !names.contains(&asked) {
        return Err(no_such(
            "measure",
            &format!("{asked} on {}", part.recommendation),
            names.iter().map(String::as_str),
        ));
    }
    says("the reason", &part.reason)?;
    Ok(vec![Event::MeasureRemoved(part.clone())])
}

pub(super) fn rate(case: &Case<'_>, part: &Judgement) -> Result<Vec<Event>, Refusal> {
    let recommendation = case.recommendation(&part.recommendation)?;
    // The director and the chair judge anything, a lead what they lead; an analyst records anybody's
    // judgement.
    let about = Subject::Rating(part.recommendation.clone());
    case.speaks_for(&part.recommendation, &about)?;
    let scheme = case.state.scheme().ok_or(Refusal::NoScheme)?;
    if part.rating == Rating::Blue && scheme.blue.is_none() {
        return Err(Refusal::NotInScheme {
            rating: part.rating,
        });
    }
    says("the post that judges", &part.judged_by)?;
    says_if_any("the rationale", part.rationale.as_ref())?;
    case.has_happened("the judgement", part.on)?;
    // The last that was recorded is the one that stands, so it cannot be older than the one before.
    if let Some(last) = recommendation.ratings.last() {
        follows(
            "the judgement",
            part.on,
            "the judgement that stands",
            last.on,
        )?;
    }
    // A lead would else agree their own judgement in a meeting's name.
    let needs = match &part.agreed_at {
        Some(AgreedAt::Meeting(_)) => CHAIRS,
        Some(AgreedAt::Elsewhere(_)) => KEEPERS,
        None => &[],
    };
    if !needs.is_empty() && !case.is_any(needs) {
        return Err(Refusal::NotAllowed {
            actor: case.actor.clone(),
            needs: needs.to_vec(),
        });
    }
    match &part.agreed_at {
        Some(AgreedAt::Meeting(meeting)) => case.at_meeting(meeting, &[MeetingStage::Open])?,
        Some(AgreedAt::Elsewhere(name)) => says("the meeting's name", name)?,
        None => {}
    }
    let judged = project::recommendation(&part.recommendation, recommendation, case.state, None);
    let delivery = PartSeen::from(delivery(&judged, scheme, part.on));
    let impact = part.impact.as_ref().and_then(|impact| impact.part.rating);
    if part.rationale.is_none() && !follows_from(part.rating, [delivery.rating, impact]) {
        return Err(Refusal::RationaleNeeded {
            recommendation: part.recommendation.clone(),
            rating: part.rating,
            proposal: format!(
                "delivery: {}, impact: {}",
                in_words(delivery.rating),
                in_words(impact)
            ),
        });
    }
    Ok(vec![Event::RatingRecorded(JudgementRecord {
        recommendation: part.recommendation.clone(),
        rating: part.rating,
        judged_by: part.judged_by.clone(),
        on: part.on,
        rationale: part.rationale.clone(),
        scheme: scheme.version.clone(),
        delivery,
        impact: part.impact.clone(),
        agreed_at: part.agreed_at.clone(),
    })])
}

/// Whether a judgement is what is proposed: by each part that proposes anything, and by one at
/// least.
fn follows_from(rating: Rating, parts: [Option<Rating>; 2]) -> bool {
    let known = parts.into_iter().flatten();
    parts.iter().any(Option::is_some) && known.into_iter().all(|part| part == rating)
}

fn in_words(rating: Option<Rating>) -> &'static str {
    rating.map_or("not known", Rating::in_words)
}

pub(super) fn agree(case: &Case<'_>, part: &Agreement) -> Result<Vec<Event>, Refusal> {
    let recommendation = case.recommendation(&part.recommendation)?;
    case.at_meeting(&part.meeting, &[MeetingStage::Open])?;
    let Some(rating) = recommendation.ratings.last() else {
        return Err(Refusal::NotRated {
            recommendation: part.recommendation.clone(),
        });
    };
    if let Some(at) = &rating.agreed_at {
        return Err(Refusal::AlreadyAgreed {
            recommendation: part.recommendation.clone(),
            meeting: match at {
                AgreedAt::Meeting(id) => id.to_string(),
                AgreedAt::Elsewhere(name) => name.clone(),
            },
        });
    }
    Ok(vec![Event::RatingAgreed(part.clone())])
}
