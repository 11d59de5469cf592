//! Money and posts, consultations, and what other bodies decide.

use super::{Case, follows, is_sound, new_or_corrected, no_such, says, says_if_any, unsound};
use crate::checks;
use crate::ids::{BidId, ConsultationId, DecisionId};
use crate::ledger::event::Event;
use crate::ledger::parts::*;
use crate::ledger::refusal::Refusal;
use crate::ledger::state::BidState;

pub(super) fn bid(case: &Case<'_>, part: &BidRecord) -> Result<Vec<Event>, Refusal> {
    let said = |record: &BidRecord| BidRecord {
        correction: None,
        ..record.clone()
    };
    let stands = case.state.bids.get(&part.id);
    new_or_corrected(
        "bid",
        part.id.as_str(),
        case.state.bids.keys().map(BidId::as_str),
        stands.map(|bid| said(&bid.record)).as_ref(),
        &said(part),
        part.correction.as_ref(),
    )?;
    says("the bid's title", &part.title)?;
    says("what it pays for", &part.paid_for)?;
    if part.amount == 0 {
        return Err(unsound(
            "the amount is nothing",
            Some("write it in whole pounds, such as 2500000"),
        ));
    }
    Ok(vec![Event::BidRecorded(part.clone())])
}

fn find<'a>(case: &'a Case<'_>, id: &BidId) -> Result<&'a BidState, Refusal> {
    let all = &case.state.bids;
    all.get(id)
        .ok_or_else(|| no_such("bid", id.as_str(), all.keys().map(BidId::as_str)))
}

pub(super) fn decide(case: &Case<'_>, part: &BidDecision) -> Result<Vec<Event>, Refusal> {
    let bid = find(case, &part.bid)?;
    says("the decision", &part.decision)?;
    says("the body that decided", &part.by)?;
    case.has_happened("the decision", part.on)?;
    if let Some(last) = bid.decisions.last() {
        follows("the decision", part.on, "the one before", last.on)?;
        if last == part {
            return Err(Refusal::NothingChanges {
                what: format!("bid {}", part.bid),
            });
        }
    }
    Ok(vec![Event::BidDecided(part.clone())])
}

pub(super) fn posts(case: &Case<'_>, part: &PostsCount) -> Result<Vec<Event>, Refusal> {
    let bid = find(case, &part.bid)?;
    says("the post's title", &part.posts.title)?;
    is_sound(checks::posts(&part.posts, "posts"))?;
    case.has_happened("the count", part.on)?;
    let last = bid
        .posts
        .get(&part.posts.title)
        .and_then(|series| series.last());
    if let Some((on, posts)) = last {
        follows("the count", part.on, "the one before", *on)?;
        if *on == part.on && *posts == part.posts {
            return Err(Refusal::NothingChanges {
                what: format!("the count of {}", part.posts.title),
            });
        }
    }
    Ok(vec![Event::PostsCounted(part.clone())])
}

pub(super) fn consultation(
    case: &Case<'_>,
    part: &ConsultationRecord,
) -> Result<Vec<Event>, Refusal> {
    let consultation = &part.consultation;
    new_or_corrected(
        "consultation",
        part.id.as_str(),
        case.state.consultations.keys().map(ConsultationId::as_str),
        case.state.consultations.get(&part.id),
        consultation,
        part.correction.as_ref(),
    )?;
    says("who was asked", &consultation.with)?;
    says("how they were asked", &consultation.how)?;
    says("what they said", &consultation.said)?;
    says_if_any("what changed", consultation.changed.as_ref())?;
    is_sound(checks::consultation(consultation, "consultation"))?;
    case.has_happened("the consultation", consultation.on)?;
    if let Some(until) = consultation.until {
        case.has_happened("its end", until)?;
    }
    Ok(vec![Event::ConsultationRecorded(part.clone())])
}

pub(super) fn answer(case: &Case<'_>, part: &ConsultationAnswer) -> Result<Vec<Event>, Refusal> {
    let all = &case.state.consultations;
    let id = &part.consultation;
    let consultation = all.get(id).ok_or_else(|| {
        let known = all.keys().map(ConsultationId::as_str);
        no_such("consultation", id.as_str(), known)
    })?;
    says("what changed", &part.changed)?;
    if consultation.changed.as_ref() == Some(&part.changed) {
        return Err(Refusal::NothingChanges {
            what: format!("consultation {id}"),
        });
    }
    Ok(vec![Event::ConsultationAnswered(part.clone())])
}

pub(super) fn body_decision(case: &Case<'_>, part: &BodyDecision) -> Result<Vec<Event>, Refusal> {
    new_or_corrected(
        "decision",
        part.id.as_str(),
        case.state.body_decisions.keys().map(DecisionId::as_str),
        case.state.body_decisions.get(&part.id),
        &part.decision,
        part.correction.as_ref(),
    )?;
    says("the body", &part.decision.body)?;
    says("what it decided", &part.decision.decided)?;
    case.has_happened("the decision", part.decision.on)?;
    Ok(vec![Event::BodyDecisionRecorded(part.clone())])
}
