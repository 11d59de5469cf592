//! What a text's own numbers say, where the evidence has no figures for the periods.

use waymark_figures::{Comparison, Figure, MeasureMeta, Shape, compare};

use super::Finding;
use super::change::{Basis, nearby, told_both, verdict};
use crate::check::Verdict;
use crate::check::claims::{Movement, Side};
use crate::check::quantity::Unit;
use crate::check::sentence::{Fit, Subject};
use crate::facts::FactBook;
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
                "; the nearest figures are {}, and {} before",
                super::evidence::told(near.later, meta),
                super::evidence::told(near.earlier, meta)
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
            Some(near) => finding.by(&near.earlier.source).by(&near.later.source),
            None => finding,
        };
    }
    match near {
        Some(near) => {
            let comparison = match (&near.earlier.figure, &near.later.figure) {
                (Some(earlier), Some(later)) => compare(meta, earlier, later),
                _ => None,
            };
            let basis = Basis {
                meta,
                earlier: near.earlier.value,
                later: near.later.value,
                comparison,
                told: format!("the nearest figures are {}", told_both(&near, meta)),
            };
            verdict(sense, negated, implied, &basis)
                .by(&near.earlier.source)
                .by(&near.later.source)
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
    let figure = |share: f64, n: f64| -> Option<Figure> {
        let mut figure = crate::facts::bare_figure(meta, book.month());
        figure.numerator = (share / 100.0 * n).round();
        figure.denominator = n;
        figure.value = (n > 0.0).then(|| figure.numerator / n * 100.0);
        Some(figure)
    };
    compare(
        meta,
        &figure(earlier.0, earlier.1)?,
        &figure(later.0, later.1)?,
    )
}
