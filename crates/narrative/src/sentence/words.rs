//! Numbers, days and lists in words, each shown one way wherever it stands.

use jiff::civil::Date;
use waymark_codes::month_name;
use waymark_figures::{
    Breakdown, Figure, MeasureMeta, Period, Shape, Unit, round_half_up, show_count, show_value,
};

/// A day in words: `30 September 2017`.
pub fn day(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        month_name(date.month()),
        date.year()
    )
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number with its noun: `1 action`, `2 actions`, `0 actions`.
pub fn counted(number: usize, singular: &str, plural: &str) -> String {
    let noun = if number == 1 { singular } else { plural };
    format!("{} {noun}", show_count(number as f64))
}

/// A group of a breakdown, such as `theme: management oversight`.
pub fn group(group: &Breakdown) -> String {
    format!("{}: {}", group.dimension.replace('_', " "), group.group)
}

/// A value with its unit, the unit in the singular where the number shown is 1.
pub fn value(meta: &MeasureMeta, value: f64) -> String {
    let shown = show_value(meta, value);
    match shown.split_once(' ') {
        Some(("1", unit)) => {
            let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
            let first = first.strip_suffix('s').unwrap_or(first);
            format!("1 {first} {rest}").trim_end().to_owned()
        }
        _ => shown,
    }
}

/// The size of a difference, in percentage points, or in the unit of the value.
pub fn difference(meta: &MeasureMeta, difference: f64) -> String {
    let size = difference.abs();
    match meta.shape {
        Shape::Percentage => {
            let decimals = usize::from(meta.decimals);
            let number = format!("{:.decimals$}", round_half_up(size, meta.decimals));
            let noun = if number == "1" { "point" } else { "points" };
            format!("{number} percentage {noun}")
        }
        _ => value(meta, size),
    }
}

/// The smallest difference that would show, for one that is smaller: `0.1 percentage points`.
pub fn smallest_difference(meta: &MeasureMeta) -> String {
    let decimals = meta.shown_decimals();
    difference(meta, 10f64.powi(-i32::from(decimals)))
}

/// Whether a difference would be shown as nought.
pub fn shows_as_nought(meta: &MeasureMeta, difference: f64) -> bool {
    let decimals = meta.shown_decimals();
    round_half_up(difference, decimals) == 0.0
}

/// A probability in brackets, after a word about chance; nothing where none is known.
pub fn bracketed(p: Option<f64>) -> String {
    p.map_or_else(String::new, |p| format!(" ({})", probability(p)))
}

/// A probability: `p < 0.001`, `p = 0.12`. It gets as many digits as show on which side of 0.05
/// it lies.
pub fn probability(p: f64) -> String {
    if p < 0.001 {
        return "p < 0.001".to_owned();
    }
    let enough = if p < 0.01 { 3 } else { 2 };
    let decimals = (enough..=6)
        .find(|decimals| round_half_up(p, *decimals) != 0.05 || p == 0.05)
        .unwrap_or(6);
    format!(
        "p = {:.*}",
        usize::from(decimals),
        round_half_up(p, decimals)
    )
}

/// The earlier period as seen from the later: `a year before`, `a month before`, or the period.
pub fn earlier(earlier: Period, later: Period) -> String {
    match earlier.month.months_until(later.month) {
        1 => "a month before".to_owned(),
        12 => "a year before".to_owned(),
        months if months > 12 && months % 12 == 0 => format!("{} years before", months / 12),
        _ => earlier.in_words(),
    }
}

/// The unit of a measure in the singular.
fn singular(unit: Unit) -> &'static str {
    match unit {
        Unit::Child => "child",
        Unit::Referral => "referral",
        Unit::Assessment => "assessment",
        Unit::Audit => "audit",
        Unit::Practitioner => "practitioner",
    }
}

/// So many of a measure's unit: `412 children`, `1 audit`.
pub fn units(unit: Unit, number: u64) -> String {
    let noun = if number == 1 {
        singular(unit)
    } else {
        unit.plural()
    };
    format!("{} {noun}", show_count(number as f64))
}

/// What stands behind a value, in brackets and with a space before them; empty for a count of
/// everything there is. The figure must be one that may be shown.
///
/// ` (37 of 487)`, ` (12.9% of 349)`, ` (from 412 of 450 children, 92%)`.
pub fn basis(meta: &MeasureMeta, figure: &Figure) -> String {
    let n = show_count(figure.denominator);
    let mut parts = Vec::new();
    match meta.shape {
        Shape::Percentage => parts.push(format!("{} of {n}", show_count(figure.numerator))),
        Shape::Count if figure.denominator > figure.numerator => {
            let share = round_half_up(figure.numerator / figure.denominator * 100.0, 1);
            parts.push(format!("{share:.1}% of {n}"));
        }
        Shape::Count => {}
        Shape::Mean | Shape::Rate => parts.push(from_cases(meta, figure)),
    }
    if let (Some(missing), false) = (
        not_known(meta, figure),
        matches!(meta.shape, Shape::Mean | Shape::Rate) && states_cohort(meta, figure),
    ) {
        parts.push(missing);
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join("; "))
    }
}

fn missing(figure: &Figure) -> u64 {
    figure.coverage.cohort.saturating_sub(figure.coverage.known)
}

/// Whether the size of the cohort may be said: not where it would show that 1 to 5 children have
/// no answer.
pub(crate) fn states_cohort(meta: &MeasureMeta, figure: &Figure) -> bool {
    let missing = missing(figure);
    missing == 0 || missing > 5 || !meta.unit.is_about_children()
}

fn from_cases(meta: &MeasureMeta, figure: &Figure) -> String {
    let coverage = figure.coverage;
    if missing(figure) == 0 || !states_cohort(meta, figure) {
        return format!("from {}", units(meta.unit, coverage.known));
    }
    format!(
        "from {} of {}, {}",
        show_count(coverage.known as f64),
        units(meta.unit, coverage.cohort),
        coverage_percent(figure)
    )
}

/// The share of the cohort with an answer: never 100% where one is missing.
fn coverage_percent(figure: &Figure) -> String {
    let percent = round_half_up(figure.coverage.percent(), 0);
    if percent >= 100.0 && missing(figure) > 0 {
        "more than 99%".to_owned()
    } else {
        format!("{percent:.0}%")
    }
}

fn not_known(meta: &MeasureMeta, figure: &Figure) -> Option<String> {
    match missing(figure) {
        0 => None,
        _ if !states_cohort(meta, figure) => Some("not known for fewer than 6 more".to_owned()),
        missing => Some(format!("not known for {} more", show_count(missing as f64))),
    }
}

/// The coverage of a figure in words, for a table of how it was made.
pub fn coverage(meta: &MeasureMeta, figure: &Figure) -> String {
    let known = units(meta.unit, figure.coverage.known);
    match not_known(meta, figure) {
        None => format!("{known}, all that the measure is about"),
        Some(missing) => format!("{known}; {missing}"),
    }
}

/// What stands behind a value, for a table's cell: `37 of 487`, `390 assessments`.
pub fn cases(meta: &MeasureMeta, figure: &Figure) -> String {
    let basis = basis(meta, figure);
    match basis
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => inner.to_owned(),
        None => units(meta.unit, figure.n()),
    }
}
