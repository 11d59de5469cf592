//! Which figure a claim is about, and whether a number is that figure.

use waymark_codes::Month;
use waymark_figures::{MeasureMeta, Selector, Shape, round_half_up};

use crate::check::quantity::{Quantity, Room, Unit};
use crate::check::sentence::{Fit, Linked};
use crate::check::when::Point;
use crate::facts::{Fact, FactBook, Whose};
use crate::sentence::words;

/// What is known for a measure, somebody and a time.
pub(super) enum Found<'a> {
    /// The figure.
    Fact(&'a Fact),
    /// There is one, and it may not be published.
    Hidden,
    /// None for that time; the nearest one in time, where there is any.
    Nothing(Option<&'a Fact>),
}

impl<'a> Found<'a> {
    /// The figure, where there is one that may be published.
    pub fn fact(self) -> Option<&'a Fact> {
        match self {
            Found::Fact(fact) => Some(fact),
            _ => None,
        }
    }
}

/// The months from the inspection back within which a figure still speaks of it.
const INSPECTION_REACH: i32 = 6;

/// The figure that a time means. `pivot` is the month of the other end of a change.
pub(super) fn find<'a>(
    book: &'a FactBook,
    selector: &Selector,
    whose: Whose,
    point: Option<Point>,
    pivot: Option<Month>,
) -> Found<'a> {
    let all = book.of_selector(selector, whose);
    let facts: Vec<&Fact> = all
        .iter()
        .copied()
        .filter(|fact| fact.month <= book.month())
        .collect();
    let latest = facts.last().copied();
    let exactly = |month: Month| all.iter().find(|fact| fact.month == month).copied();
    let found = match point {
        None | Some(Point::Now | Point::YearAfter) => latest,
        Some(Point::Month(month)) => exactly(month).or_else(|| {
            // Published values of others are of years: the newest that had ended by a month is
            // meant; a year that is named itself, such as 2016/17, is held to that year.
            (whose != Whose::Authority && month.number() != 3)
                .then(|| all.iter().rev().find(|fact| fact.month <= month).copied())
                .flatten()
        }),
        Some(Point::Year(year)) => all
            .iter()
            .rev()
            .find(|fact| {
                fact.month.year() == year && fact.month.number() == 3 && fact.figure.is_none()
            })
            .or_else(|| all.iter().rev().find(|fact| fact.month.year() == year))
            .copied(),
        Some(Point::MonthBefore) => latest.and_then(|fact| exactly(fact.month.minus(1))),
        Some(Point::Unread) => None,
        Some(Point::YearBefore) => pivot
            .or(latest.map(|fact| fact.month))
            .and_then(|month| exactly(month.minus(12))),
        Some(Point::MonthOfYearBefore(number)) => {
            let year = pivot.map_or(book.as_at.year(), Month::year) - 1;
            let month = format!("{year}-{number:02}").parse().ok();
            month.and_then(exactly)
        }
        Some(Point::Inspection) => book.inspection.and_then(|inspection| {
            all.iter()
                .rev()
                .find(|fact| (0..=INSPECTION_REACH).contains(&fact.month.months_until(inspection)))
                .copied()
        }),
    };
    match found {
        Some(fact) if fact.publishable => Found::Fact(fact),
        Some(_) => Found::Hidden,
        None => {
            let wanted = match point {
                Some(Point::Month(month)) => Some(month),
                Some(Point::Inspection) => book.inspection,
                Some(Point::YearBefore) => pivot.map(|pivot| pivot.minus(12)),
                Some(Point::MonthOfYearBefore(number)) => format!(
                    "{}-{number:02}",
                    pivot.map_or(book.as_at.year(), Month::year) - 1
                )
                .parse()
                .ok(),
                _ => pivot,
            }
            .unwrap_or(book.month());
            let nearest = all
                .iter()
                .filter(|fact| fact.publishable)
                .min_by_key(|fact| fact.month.months_until(wanted).abs())
                .copied();
            Found::Nothing(nearest)
        }
    }
}

/// The month that a time means, where a figure or the calendar says so.
pub(super) fn month(book: &FactBook, point: Option<Point>, pivot: Option<Month>) -> Option<Month> {
    match point? {
        Point::Month(month) => Some(month),
        Point::Inspection => book.inspection,
        Point::Now | Point::YearAfter => Some(book.month()),
        Point::YearBefore => pivot.map(|pivot| pivot.minus(12)),
        Point::Year(_) | Point::MonthOfYearBefore(_) | Point::MonthBefore | Point::Unread => None,
    }
}

/// Whether a number, as it was written, is a figure's value.
pub(super) fn is(quantity: &Quantity, actual: f64, published: Option<u8>) -> bool {
    let stated = quantity.value;
    match quantity.room {
        Room::Exact => same(quantity, stated, actual, published),
        Room::About => (stated - actual).abs() <= leeway(quantity) + 1e-9,
        Room::Fraction => (stated - actual).abs() <= FRACTION + 1e-9,
        Room::Nearly => {
            (actual <= stated && stated - actual <= leeway(quantity) + 1e-9)
                || same(quantity, stated, actual, published)
        }
        Room::Over => actual > stated,
        Room::AtLeast => actual >= stated || same(quantity, stated, actual, published),
        Room::Under => actual < stated,
        Room::AtMost => actual <= stated || same(quantity, stated, actual, published),
    }
}

/// A fraction in words stands for what lies nearer to it than about half a twentieth.
const FRACTION: f64 = 2.5;

/// The room of *about*: 2 percentage points, or 5 in 100 of the value.
fn leeway(quantity: &Quantity) -> f64 {
    match quantity.unit {
        Unit::Percent | Unit::Points => 2.0,
        _ => quantity.value.abs() * 0.05,
    }
}

/// The same at the precision that the sentence gives, or that the figure was published with where
/// that is coarser.
fn same(quantity: &Quantity, stated: f64, actual: f64, published: Option<u8>) -> bool {
    if quantity.unit == Unit::Money {
        let scale = 10f64.powi(i32::from(quantity.decimals));
        return (round_half_up(actual / scale, 0) - round_half_up(stated / scale, 0)).abs() < 1e-6;
    }
    let decimals = quantity.decimals.min(published.unwrap_or(u8::MAX)).min(9);
    (round_half_up(stated, decimals) - round_half_up(actual, decimals)).abs() < 1e-9
}

/// The number of a fact that a claim's number is held to.
pub(super) fn numbers(fact: &Fact, meta: &MeasureMeta, fit: Fit, linked: &Linked) -> Vec<f64> {
    let quantity = &linked.quantity;
    let figure = fact.figure.as_ref();
    match (fit, quantity.unit) {
        (Fit::Value, _) if linked.complement && meta.shape == Shape::Percentage => {
            vec![100.0 - fact.value]
        }
        (Fit::Cases, Unit::Plain) if linked.complement && meta.shape == Shape::Percentage => figure
            .map(|figure| figure.denominator - figure.numerator)
            .into_iter()
            .collect(),
        // `349 children ceased, of whom 45 …`: a count is given with all that it is a part of.
        (Fit::Value, Unit::Plain) if meta.shape == Shape::Count && quantity.noun.is_some() => {
            let all = figure.map(|figure| figure.denominator);
            [Some(fact.value), all].into_iter().flatten().collect()
        }
        (Fit::Value, _) => vec![fact.value],
        (Fit::Share, _) => figure
            .filter(|figure| figure.denominator > 0.0)
            .map(|figure| match meta.shape {
                Shape::Mean | Shape::Rate => figure.coverage.percent(),
                Shape::Count | Shape::Percentage => figure.numerator / figure.denominator * 100.0,
            })
            .into_iter()
            .collect(),
        (Fit::Cases, _) => figure.map_or_else(Vec::new, |figure| match meta.shape {
            Shape::Percentage | Shape::Count => {
                vec![
                    figure.numerator,
                    figure.denominator,
                    figure.coverage.cohort as f64,
                ]
            }
            Shape::Mean | Shape::Rate => {
                vec![figure.coverage.known as f64, figure.coverage.cohort as f64]
            }
        }),
    }
}

/// A fact in words: `18.5% (412 of 2,227) in the 12 months to September 2017`.
pub(super) fn told(fact: &Fact, meta: &MeasureMeta) -> String {
    match &fact.figure {
        Some(figure) => format!(
            "{}{} {}",
            words::value(meta, fact.value),
            words::basis(meta, figure),
            figure.period.in_words()
        ),
        None => {
            let decimals = fact
                .decimals
                .unwrap_or(meta.decimals)
                .min(meta.decimals.max(1));
            let mut shown = meta.clone();
            shown.decimals = decimals.max(u8::from(fact.decimals.is_some_and(|d| d > 3)));
            format!(
                "{} in the year to {}",
                words::value(&shown, fact.value),
                fact.month.in_words()
            )
        }
    }
}

/// Whose figure, at the beginning of a sentence.
pub(super) fn owner(whose: Whose, meta: &MeasureMeta) -> String {
    match whose {
        Whose::Authority => meta.subject.clone(),
        other => format!("{}, {}", capital(other.in_words()), lower(&meta.title)),
    }
}

/// Whose, before what is theirs: `England’s`, `statistical neighbours’`.
pub(super) fn possessive(whose: Whose) -> String {
    let words = whose.in_words();
    if words.ends_with('s') {
        format!("{words}\u{2019}")
    } else {
        format!("{words}\u{2019}s")
    }
}

/// With a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// With a small letter, unless the word is an abbreviation.
pub(super) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
