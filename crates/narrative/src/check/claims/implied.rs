//! What a heading claims for the numbers below it.

use waymark_codes::Month;
use waymark_figures::{Polarity, Shape};

use super::super::ClaimKind;
use super::super::quantity::Unit;
use super::super::said::Sense;
use super::super::sentence::{Fit, Linked, Subject};
use super::super::when::Point;
use super::{Claim, Movement, PassageClaims, Side, What};
use crate::facts::{FactBook, Whose};

/// Two values of a measure at two times below such a heading claim progress, where no word of
/// their own says how they moved.
pub(super) fn implied(found: &mut PassageClaims, book: &FactBook) {
    let values: Vec<Claim> = found
        .claims
        .iter()
        .filter(|claim| {
            linked_of(claim).is_some_and(|linked| {
                let fits = linked.subject.as_ref().is_some_and(|(_, fit)| {
                    *fit == Fit::Value || matches!(linked.quantity.unit, Unit::Of(_))
                });
                linked.whose == Whose::Authority
                    && linked.when.is_some()
                    && !linked.is_basis
                    && fits
            })
        })
        .cloned()
        .collect();
    let mut seen: Vec<usize> = Vec::new();
    for claim in &values {
        let Some(subject) = &claim.subject else {
            continue;
        };
        if seen.contains(&subject.measure) {
            continue;
        }
        seen.push(subject.measure);
        let meta = &book.measures[subject.measure].meta;
        let same: Vec<&Claim> = values
            .iter()
            .filter(|other| {
                other
                    .subject
                    .as_ref()
                    .is_some_and(|s| s.selector == subject.selector)
            })
            .collect();
        let moved = found.claims.iter().any(|other| {
            let moves = match &other.what {
                What::Movement(_) => true,
                What::Derived(derived) => {
                    derived.beside.is_none()
                        && derived
                            .linked
                            .as_ref()
                            .and_then(|linked| linked.subject.as_ref())
                            .is_none_or(|(_, fit)| *fit != Fit::Cases)
                }
                _ => false,
            };
            moves
                && other
                    .subject
                    .as_ref()
                    .is_some_and(|s| s.measure == subject.measure)
        });
        let ([a, b], false, true) = (same.as_slice(), moved, meta.polarity != Polarity::None)
        else {
            continue;
        };
        let (Some(first), Some(second)) = (linked_of(a), linked_of(b)) else {
            continue;
        };
        if first.when == second.when {
            continue;
        }
        let first = &with_cases(first, &found.numbers, subject, book);
        let second = &with_cases(second, &found.numbers, subject, book);
        let later_first = is_later(first.when, second.when, book);
        let (earlier, later, claim) = if later_first {
            (second, first, a)
        } else {
            (first, second, b)
        };
        let implied = Claim {
            kind: ClaimKind::Movement,
            span: claim.span.clone(),
            sentence: claim.sentence,
            subject: Some(subject.clone()),
            what: What::Movement(Box::new(Movement {
                sense: Sense::Better,
                negated: false,
                earlier: Side::of(earlier),
                later: Side::of(later),
                implied: true,
            })),
        };
        found.claims.push(implied);
    }
}

/// A share with the number of cases that the passage gives for the same time.
fn with_cases(linked: &Linked, numbers: &[Linked], subject: &Subject, book: &FactBook) -> Linked {
    let mut linked = linked.clone();
    let meta = &book.measures[subject.measure].meta;
    if linked.n.is_none() && meta.shape == Shape::Percentage {
        linked.n = numbers
            .iter()
            .find(|other| {
                other.when == linked.when
                    && other.quantity.unit == Unit::Plain
                    && other.whose == Whose::Authority
                    && other.subject.as_ref().is_some_and(|(about, fit)| {
                        let about = &book.measures[about.measure].meta;
                        *fit == Fit::Value && about.shape == Shape::Count && about.unit == meta.unit
                    })
            })
            .map(|other| other.quantity.value);
    }
    linked
}

fn linked_of(claim: &Claim) -> Option<&Linked> {
    match &claim.what {
        What::Value(number) => Some(&number.linked),
        _ => None,
    }
}

/// Whether the first time is after the second.
pub(super) fn is_later(first: Option<Point>, second: Option<Point>, book: &FactBook) -> bool {
    let rank = |point: Option<Point>| match point {
        Some(Point::Month(month)) => Some(month),
        Some(Point::Year(year)) => Month::of(jiff::civil::Date::constant(year, 12, 1)).into(),
        Some(Point::Inspection) => book.inspection,
        Some(Point::Now | Point::YearAfter) | None => Some(book.month()),
        Some(
            Point::YearBefore | Point::MonthOfYearBefore(_) | Point::MonthBefore | Point::Unread,
        ) => None,
    };
    match (rank(first), rank(second)) {
        (Some(first), Some(second)) => first > second,
        (Some(_), None) => true,
        _ => false,
    }
}
