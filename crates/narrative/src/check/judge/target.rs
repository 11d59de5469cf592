//! That a target, a threshold or an agreed level is met or missed.

use waymark_figures::{Polarity, round_half_up};

use super::Finding;
use super::evidence::{find, is, lower, told};
use crate::check::Verdict;
use crate::check::claims::{Claim, Target};
use crate::check::said::Aim;
use crate::check::sentence::Linked;
use crate::facts::{FactBook, Goal, GoalOf, Whose};
use crate::sentence::words;

/// Judges that a target is met or missed.
pub(super) fn target(claim: &Claim, target: &Target, book: &FactBook) -> Finding {
    let Target {
        says,
        threshold,
        goal: stated_goal,
        own,
    } = target;
    let Some(subject) = &claim.subject else {
        return Finding::new(
            Verdict::Unsupported,
            "The sentence names no measure that the evidence knows, so nothing says whether the target is met.",
        );
    };
    let meta = &book.measures[subject.measure].meta;
    let goals: Vec<&Goal> = book
        .goals
        .iter()
        .filter(|goal| goal.selector == subject.selector)
        .collect();
    let of_kind = |goal: &&&Goal| (goal.of == GoalOf::Threshold) == *threshold;
    let is_stated = |goal: &&&Goal| {
        let stated = stated_goal.as_ref();
        stated.is_some_and(|stated| is(&stated.quantity, goal.value, None))
    };
    let meant = goals.iter().find(is_stated);
    let Some(goal) = meant
        .or_else(|| goals.iter().find(of_kind))
        .or_else(|| goals.first())
    else {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "The plan has no target for {}, and no threshold is known.",
                lower(&meta.title)
            ),
        );
    };
    if let Some(stated) = stated_goal
        && !is(&stated.quantity, goal.value, None)
    {
        return Finding::new(
            Verdict::Contradicted,
            format!("The target is {}.", words::value(meta, goal.value)),
        );
    }
    // `met ahead of December`: a month to come is that of the target, not of the figure.
    let when = own.when.filter(|when| {
        super::evidence::month(book, Some(*when), None).is_none_or(|month| month <= book.month())
    });
    let Some(fact) = find(book, &subject.selector, Whose::Authority, when, None).fact() else {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "The target is {}, but the evidence has no figure for that period.",
                words::value(meta, goal.value)
            ),
        );
    };
    let value = round_half_up(fact.value, meta.decimals);
    let met = match meta.polarity {
        Polarity::Low => value <= goal.value,
        Polarity::High => value >= goal.value,
        Polarity::None => {
            return Finding::new(
                Verdict::Unsupported,
                "For this measure neither way is good in itself, so no target is met or missed.",
            );
        }
    };
    let right = match says {
        Aim::Met => met,
        Aim::Missed => !met,
        Aim::Above => value > goal.value,
        Aim::Below => value < goal.value,
    };
    let which = match goal.of {
        GoalOf::Plan(by) => format!(
            "the target is {} by {}",
            words::value(meta, goal.value),
            by.in_words()
        ),
        GoalOf::Threshold => format!("the threshold is {}", words::value(meta, goal.value)),
    };
    let verdict = if right {
        Verdict::Supported
    } else {
        Verdict::Contradicted
    };
    let how = if met { "it is met" } else { "it is not met" };
    let mut says = format!("{}; {which}: {how}.", told(fact, meta));
    if let Some(first) = says.get(..1) {
        says = first.to_uppercase() + &says[1..];
    }
    Finding::new(verdict, says).by(&fact.source)
}

/// Judges the number of a target that a sentence only mentions.
pub(super) fn goal(claim: &Claim, linked: &Linked, book: &FactBook) -> Finding {
    let Some(subject) = &claim.subject else {
        return Finding::new(Verdict::Unsupported, "Nothing says whose target it is.");
    };
    let meta = &book.measures[subject.measure].meta;
    let goals: Vec<&Goal> = book
        .goals
        .iter()
        .filter(|goal| goal.selector == subject.selector)
        .collect();
    match goals.first() {
        Some(_)
            if goals
                .iter()
                .any(|goal| is(&linked.quantity, goal.value, None)) =>
        {
            Finding::new(Verdict::Supported, "It is the plan\u{2019}s target.")
        }
        Some(goal) => Finding::new(
            Verdict::Contradicted,
            format!("The target is {}.", words::value(meta, goal.value)),
        ),
        None => Finding::new(
            Verdict::Unsupported,
            format!("The plan has no target for {}.", lower(&meta.title)),
        ),
    }
}
