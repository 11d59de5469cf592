//! What a text's own numbers say, where the evidence has no figures for the periods.

use waymark_figures::{Comparison, Figure, MeasureMeta, Shape, Verdict as Clear, compare};

use super::Finding;
use super::change::{Basis, nearby, rises, told_both, verdict};
use super::derived::{Given, close};
use super::evidence::told;
use crate::check::Verdict;
use crate::check::claims::{Derived, Movement, Side};
use crate::check::quantity::Unit;
use crate::check::said::Sense;
use crate::check::sentence::{Fit, Linked, Subject};
use crate::facts::{FactBook, Whose};
use crate::sentence::words;

/// Without figures for the periods, the text's own numbers are held against each other, and
/// against the nearest published years.
pub(super) fn change(
    movement: &Movement,
    subject: &Subject,
    meta: &MeasureMeta,
    book: &FactBook,
) -> Finding {
    let Movement {
        sense,
        negated,
        earlier,
        later,
        implied,
    } = movement;
    let (sense, negated, implied) = (*sense, *negated, *implied);
    let own = |side: &Side| {
        side.stated
            .as_ref()
            .filter(|linked| {
                matches!(
                    linked.quantity.unit,
                    Unit::Percent | Unit::Days | Unit::Plain
                ) && linked
                    .subject
                    .as_ref()
                    .is_some_and(|(_, fit)| *fit == Fit::Value)
            })
            .map(|linked| (linked.quantity.value, linked.n))
    };
    let near = nearby(book, subject, earlier, later);
    if let (Some((before, n_before)), Some((now, n_now))) = (own(earlier), own(later)) {
        let comparison = match (n_before, n_now) {
            (Some(n_before), Some(n_now)) if meta.shape == Shape::Percentage => {
                shares(meta, (before, n_before), (now, n_now), book)
            }
            _ => None,
        };
        let with_n = |n: Option<f64>| {
            n.map_or_else(String::new, |n| {
                format!(" of {}", waymark_figures::show_count(n))
            })
        };
        let mut told = format!(
            "by the text\u{2019}s own numbers {}{}, and {}{} before",
            words::value(meta, now),
            with_n(n_now),
            words::value(meta, before),
            with_n(n_before)
        );
        if let Some(near) = &near {
            told.push_str(&format!(
                "; the nearest figures are {}",
                told_both(near, meta)
            ));
        }
        let basis = Basis {
            meta,
            earlier: before,
            later: now,
            comparison,
            told,
        };
        let finding = verdict(sense, negated, implied, &basis);
        return match &near {
            Some(near) => finding.by_ends(near),
            None => finding,
        };
    }
    match near {
        Some(near) => {
            let told = format!("the nearest figures are {}", told_both(&near, meta));
            let basis = Basis::of(&near, meta, told);
            verdict(sense, negated, implied, &basis).by_ends(&near)
        }
        None => Finding::new(
            Verdict::Unsupported,
            format!(
                "The evidence has not the two figures of {} that would show it.",
                super::evidence::lower(&meta.title)
            ),
        ),
    }
}

/// The test of chance for two shares that a text gives with their numbers of cases.
pub(super) fn shares(
    meta: &MeasureMeta,
    earlier: (f64, f64),
    later: (f64, f64),
    book: &FactBook,
) -> Option<Comparison> {
    let figure = |(share, n): (f64, f64)| -> Figure {
        let mut figure = crate::facts::bare_figure(meta, book.month());
        figure.numerator = (share / 100.0 * n).round();
        figure.denominator = n;
        figure.value = (n > 0.0).then(|| figure.numerator / n * 100.0);
        figure
    };
    compare(meta, &figure(earlier), &figure(later))
}

/// The numbers that the text gives for a difference that the evidence has no figures for; cases of
/// a share are the share of the number that stands beside it.
pub(super) fn difference(given: &Given<'_>, cases: bool) -> Finding {
    if cases
        && given.meta.shape == Shape::Percentage
        && let Some(finding) = cases_of_shares(given)
    {
        return finding;
    }
    began(given).unwrap_or_else(|| numbers(Some(given.linked), given.derived))
}

/// A number of cases more or fewer, by the two shares and the two numbers that they are shares of.
fn cases_of_shares(given: &Given<'_>) -> Option<Finding> {
    let Given {
        passage,
        linked,
        subject,
        meta,
        book,
        ..
    } = *given;
    let shares_of: Vec<&Linked> = passage
        .numbers
        .iter()
        .filter(|other| {
            other.whose == Whose::Authority
                && other.quantity.unit == Unit::Percent
                && other
                    .subject
                    .as_ref()
                    .is_some_and(|(s, _)| s.measure == subject.measure)
        })
        .collect();
    let wholes: Vec<&Linked> = passage
        .numbers
        .iter()
        .filter(|other| {
            other.whose == Whose::Authority
                && other.quantity.unit == Unit::Plain
                && *other != linked
                && other.subject.as_ref().is_some_and(|(s, fit)| {
                    *fit == Fit::Value && book.measures[s.measure].meta.unit == meta.unit
                })
        })
        .collect();
    let ([share_a, share_b], [whole_a, whole_b]) = (shares_of.as_slice(), wholes.as_slice()) else {
        return None;
    };
    let counted =
        |share: &Linked, whole: &Linked| share.quantity.value / 100.0 * whole.quantity.value;
    let give = |share: &Linked, whole: &Linked| {
        0.5 * 10f64.powi(-i32::from(share.quantity.decimals)) / 100.0 * whole.quantity.value
    };
    let difference = counted(share_b, whole_b) - counted(share_a, whole_a);
    let give = give(share_a, whole_a) + give(share_b, whole_b);
    let arithmetic = format!(
        "{:.0} of {:.0}, and {:.0} of {:.0} before, by the text\u{2019}s own numbers",
        counted(share_b, whole_b),
        whole_b.quantity.value,
        counted(share_a, whole_a),
        whole_a.quantity.value
    );
    if !given.is(difference, give) {
        return Some(Finding::new(
            Verdict::Contradicted,
            format!("That makes {difference:.0}: {arithmetic}."),
        ));
    }
    let test = shares(
        meta,
        (share_a.quantity.value, whole_a.quantity.value),
        (share_b.quantity.value, whole_b.quantity.value),
        book,
    );
    Some(match test {
        Some(test) if test.verdict == Clear::Worse => Finding::new(
            Verdict::Selective,
            format!(
                "The arithmetic is right ({arithmetic}). But the share fell clearly from {} to {}{}, and that is what a reader would want to know.",
                words::value(meta, share_a.quantity.value),
                words::value(meta, share_b.quantity.value),
                words::bracketed(test.p)
            ),
        ),
        _ => Finding::new(Verdict::Supported, format!("{arithmetic}.")),
    })
}

/// The later number of the text less the difference is what the sentence says of the beginning.
fn began(given: &Given<'_>) -> Option<Finding> {
    let Given {
        derived,
        linked,
        subject,
        meta,
        book,
        ..
    } = *given;
    let Derived {
        sense,
        earlier,
        later,
        ..
    } = derived;
    let stated = later.stated.as_ref()?.quantity.value;
    let near = book
        .of_selector(&subject.selector, Whose::Authority)
        .into_iter()
        .filter(|fact| fact.publishable)
        .filter(|fact| {
            let wanted = super::evidence::month(book, earlier.when, Some(book.month()))
                .unwrap_or(book.month().minus(12));
            fact.month.months_until(wanted).abs() <= 9
        })
        .collect::<Vec<_>>();
    if near.is_empty() || linked.quantity.unit == Unit::Percent || earlier.stated.is_some() {
        return None;
    }
    let rises = sense
        .and_then(|sense| rises(sense, meta.polarity))
        .unwrap_or(true);
    let began = if rises {
        stated - linked.quantity.value
    } else {
        stated + linked.quantity.value
    };
    let other_way = near.iter().all(|fact| {
        if rises {
            fact.value >= stated
        } else {
            fact.value <= stated
        }
    });
    let known: Vec<String> = near.iter().map(|fact| told(fact, meta)).collect();
    let says = format!(
        "The sentence means {} at the beginning. Published are {}",
        words::value(meta, began),
        words::list(&known)
    );
    let mut finding = if other_way {
        Finding::new(
            Verdict::Contradicted,
            format!("{says}: by those it went the other way, or did not change."),
        )
    } else {
        Finding::new(Verdict::Unsupported, format!("{says}, of other periods."))
    };
    for fact in near {
        finding = finding.by(&fact.source);
    }
    Some(finding)
}

/// The text's own two numbers, where nothing else is known.
pub(super) fn numbers(linked: Option<&Linked>, derived: &Derived) -> Finding {
    let Derived {
        sense,
        earlier,
        later,
        ..
    } = derived;
    let numbers = (linked, &earlier.stated, &later.stated);
    let (Some(linked), Some(before), Some(now)) = numbers else {
        return Finding::new(
            Verdict::Unsupported,
            "Neither the evidence nor the text has the two figures that it is made of.",
        );
    };
    let difference = now.quantity.value - before.quantity.value;
    let relative = linked.quantity.unit == Unit::Percent && before.quantity.unit != Unit::Percent;
    let size = if relative {
        difference / before.quantity.value * 100.0
    } else {
        difference
    };
    let actual = match sense {
        Some(Sense::Down) => -size,
        Some(Sense::Up) => size,
        _ => size.abs(),
    };
    if close(&linked.quantity, actual, 0.0) {
        Finding::new(
            Verdict::Supported,
            "It follows from the text\u{2019}s own two numbers; the evidence has neither.",
        )
    } else {
        Finding::new(
            Verdict::Contradicted,
            format!(
                "It does not follow from the text\u{2019}s own numbers: from {} to {} is {}.",
                before.quantity.shown(before.quantity.value),
                now.quantity.shown(now.quantity.value),
                now.quantity.shown(difference.abs())
            ),
        )
    }
}
