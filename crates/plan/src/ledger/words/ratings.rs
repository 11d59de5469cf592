//! Measures on recommendations, and ratings.

use super::changes::{self, corrected, measure_in_words};
use super::names::Names;
use super::phrases::{capital, day, stopped};
use crate::ledger::parts::{Agreement, JudgementRecord, MeasureLink, MeasureRemoval};
use crate::model::Rating;

pub(super) fn measure_set(names: Names<'_>, part: &MeasureLink) -> String {
    let selector = &part.measure.selector;
    let was = names
        .before
        .recommendations
        .get(&part.recommendation)
        .and_then(|found| {
            found
                .measures
                .iter()
                .find(|linked| linked.selector == *selector)
        });
    match was {
        Some(was) => corrected(
            &format!("the measure {selector} on {}", part.recommendation),
            &changes::measure(was, &part.measure),
            part.correction.as_deref(),
        ),
        None => format!(
            "{} is judged by the measure {selector} from now on: {}.",
            names.recommendation(&part.recommendation),
            measure_in_words(&part.measure)
        ),
    }
}

pub(super) fn measure_removed(names: Names<'_>, part: &MeasureRemoval) -> String {
    format!(
        "{} is judged by the measure {} no longer: {}",
        names.recommendation(&part.recommendation),
        part.measure,
        stopped(&part.reason)
    )
}

pub(super) fn recorded(names: Names<'_>, part: &JudgementRecord) -> String {
    let rating = part.rating.in_words();
    let known = names.before.recommendations.get(&part.recommendation);
    let last = known.and_then(|found| found.ratings.last());
    let moved = match (known, last) {
        (None, _) => format!("was rated {rating}"),
        (Some(_), None) => format!("was rated {rating} for the first time"),
        (Some(_), Some(last)) if last.rating == part.rating => format!("stayed {rating}"),
        (Some(_), Some(last)) => format!("went from {} to {rating}", last.rating.in_words()),
    };
    let other_scheme = match last.filter(|last| last.scheme != part.scheme) {
        Some(last) => format!(" (scheme {} before)", last.scheme),
        None => String::new(),
    };
    let mut said = vec![
        format!(
            "{} {moved}, as {} judged on {} under scheme {}{other_scheme}.",
            names.recommendation(&part.recommendation),
            part.judged_by,
            day(part.on),
            part.scheme
        ),
        beside_the_proposal(part),
    ];
    said.extend(
        part.rationale
            .as_deref()
            .map(|rationale| format!("Rationale: {}", stopped(rationale))),
    );
    said.extend(
        part.agreed_at
            .as_ref()
            .map(|at| format!("Agreed at {}.", names.agreed_at(at))),
    );
    said.join(" ")
}

/// What was proposed, and whether the rating differs from it.
fn beside_the_proposal(part: &JudgementRecord) -> String {
    let proposed = |rating: Option<Rating>| rating.map_or("nothing", Rating::in_words);
    let differs = |rating: Option<Rating>| rating.is_some_and(|rating| rating != part.rating);
    let delivery = part.delivery.rating;
    let impact = part.impact.as_ref().and_then(|seen| seen.part.rating);
    let of_impact = match &part.impact {
        None => "no figures were at hand for impact".to_owned(),
        Some(seen) => format!(
            "impact, from the figures for {}, proposed {}",
            seen.month.in_words(),
            proposed(impact)
        ),
    };
    let stands = match (differs(delivery), differs(impact)) {
        (true, true) => "the rating differs from both",
        (true, false) => "the rating differs from what delivery proposed",
        (false, true) => "the rating differs from what impact proposed",
        (false, false) if delivery.is_none() && impact.is_none() => {
            "there was no proposal to follow"
        }
        (false, false) => "the rating is what was proposed",
    };
    format!(
        "Delivery proposed {}, and {of_impact}: {stands}.",
        proposed(delivery)
    )
}

pub(super) fn agreed(names: Names<'_>, part: &Agreement) -> String {
    let last = names
        .before
        .recommendations
        .get(&part.recommendation)
        .and_then(|found| found.ratings.last());
    let rating = match last {
        Some(last) => format!(
            ": {}, as {} judged on {}",
            last.rating.in_words(),
            last.judged_by,
            day(last.on)
        ),
        None => String::new(),
    };
    format!(
        "{} agreed the rating of {}{rating}.",
        capital(&names.meeting(&part.meeting)),
        names.recommendation(&part.recommendation)
    )
}
