//! Money and posts, consultations, and what other bodies decide.

use super::changes::{self, Changes, corrected, held, posts_in_words};
use super::names::Names;
use super::phrases::{day, pounds, quoted, stopped};
use crate::ledger::parts::{
    BidDecision, BidRecord, BodyDecision, ConsultationAnswer, ConsultationRecord, PostsCount,
};

pub(super) fn bid(names: Names<'_>, part: &BidRecord) -> String {
    let Some(was) = names.before.bids.get(&part.id) else {
        return format!(
            "The bid {} for {} in {} was recorded. It pays for: {}",
            quoted(&part.title),
            pounds(part.amount),
            part.year,
            stopped(&part.paid_for)
        );
    };
    let was = &was.record;
    let mut found = Changes::default();
    found.text("title", &was.title, &part.title);
    found.value("amount", pounds(was.amount), pounds(part.amount));
    found.value("year", was.year, part.year);
    found.text("what it pays for", &was.paid_for, &part.paid_for);
    corrected(&names.bid(&part.id), &found, part.correction.as_deref())
}

pub(super) fn bid_decided(names: Names<'_>, part: &BidDecision) -> String {
    let mut said = vec![format!(
        "On {}, {} decided on {}: {}",
        day(part.on),
        part.by,
        names.bid(&part.bid),
        stopped(&part.decision)
    )];
    let bid = names.before.bids.get(&part.bid);
    said.extend(bid.and_then(|bid| bid.decisions.last()).map(|before| {
        format!(
            "Before that, {} on {}: {}",
            before.by,
            day(before.on),
            stopped(&before.decision)
        )
    }));
    said.join(" ")
}

pub(super) fn posts(names: Names<'_>, part: &PostsCount) -> String {
    let last = names
        .before
        .bids
        .get(&part.bid)
        .and_then(|bid| bid.posts.get(&part.posts.title)?.last());
    let before = match last {
        Some((on, posts)) => format!(" (on {}: {})", day(*on), posts_in_words(posts)),
        None => String::new(),
    };
    format!(
        "Posts {} of {}, on {}: {}{before}.",
        quoted(&part.posts.title),
        names.bid(&part.bid),
        day(part.on),
        posts_in_words(&part.posts)
    )
}

pub(super) fn consultation(names: Names<'_>, part: &ConsultationRecord) -> String {
    let found = &part.consultation;
    if let Some(was) = names.before.consultations.get(&part.id) {
        return corrected(
            &format!("consultation {}", part.id),
            &changes::consultation(was, found),
            part.correction.as_deref(),
        );
    }
    let mut said = vec![
        format!(
            "{} were asked {} through {}.",
            found.with,
            held(found),
            found.how
        ),
        format!("They said: {}", stopped(&found.said)),
    ];
    said.extend(
        found
            .changed
            .as_deref()
            .map(|changed| format!("What changed because of it: {}", stopped(changed))),
    );
    said.join(" ")
}

pub(super) fn answered(names: Names<'_>, part: &ConsultationAnswer) -> String {
    let was = names.before.consultations.get(&part.consultation);
    let of = match was {
        Some(was) => format!("the consultation of {}, {}", was.with, held(was)),
        None => format!("consultation {}", part.consultation),
    };
    let mut said = vec![format!(
        "What changed because of {of}: {}",
        stopped(&part.changed)
    )];
    said.extend(
        was.and_then(|was| was.changed.as_deref())
            .map(|before| format!("It said before: {}", stopped(before))),
    );
    said.join(" ")
}

pub(super) fn body_decision(names: Names<'_>, part: &BodyDecision) -> String {
    let found = &part.decision;
    match names.before.body_decisions.get(&part.id) {
        Some(was) => corrected(
            &format!("decision {}", part.id),
            &changes::body_decision(was, found),
            part.correction.as_deref(),
        ),
        None => format!(
            "On {}, {} {}",
            day(found.on),
            found.body,
            stopped(&found.decided)
        ),
    }
}
