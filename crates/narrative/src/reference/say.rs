//! The words of a part. Direction and judgement come from the verdict of a comparison, never from
//! a sign alone: where chance could give the difference, the words say so.

use waymark_figures::{
    BenchmarkComparison, Comparator, Comparison, Figure, MeasureMeta, Polarity, Shape, Verdict,
    show_count,
};
use waymark_plan::Target;

use super::error::Lack;
use super::part::Part;
use crate::sentence::{age, words};

/// The figure that a reference is about. It may be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now<'a> {
    pub meta: &'a MeasureMeta,
    pub figure: &'a Figure,
    pub value: f64,
}

/// What it is set beside.
#[derive(Clone, Debug)]
pub(super) enum Beside<'a> {
    /// Nothing.
    Nothing,
    /// An earlier figure, which may be shown.
    Earlier {
        before: &'a Figure,
        comparison: Comparison,
    },
    /// A published value.
    Published(BenchmarkComparison),
    /// The plan's target.
    Target(Target),
}

/// A part in words, or what it lacks.
pub(super) fn say(part: Part, now: &Now<'_>, beside: &Beside<'_>) -> Result<String, Lack> {
    let (meta, figure) = (now.meta, now.figure);
    match part {
        Part::Value => Ok(words::value(meta, now.value)),
        Part::Sentence => Ok(clause(now, beside)),
        Part::Earlier => compared(beside).map(|found| words::value(meta, found.earlier_value)),
        Part::Theirs => theirs(meta, beside),
        Part::Change => change(now, beside),
        Part::Direction => compared(beside).map(|found| direction(found).to_owned()),
        Part::DirectionBy => compared(beside).map(|found| by(meta, direction(found), found)),
        Part::Moved => compared(beside).map(|found| moved(found).to_owned()),
        Part::MovedBy => compared(beside).map(|found| by(meta, moved(found), found)),
        Part::Verdict => verdict(now, beside).map(str::to_owned),
        Part::N => Ok(words::units(meta.unit, figure.n())),
        Part::Counted => counts(now).map(|(counted, _)| show_count(counted)),
        Part::Of => counts(now).and_then(|(_, of)| of.map(show_count).ok_or(Lack::Counts)),
        Part::Cases => Ok(words::cases(meta, figure)),
        Part::Period => Ok(figure.period.in_words()),
        Part::Month => Ok(figure.period.month.in_words()),
        Part::Interval => interval(now),
        Part::P => {
            let p = compared(beside)?.p;
            p.map(words::probability).ok_or(Lack::Probability)
        }
        Part::Coverage => Ok(words::coverage(meta, figure)),
        Part::Comparator => comparator(beside),
        Part::Year => match beside {
            Beside::Published(found) => Ok(found.benchmark.year_ending.in_words()),
            Beside::Target(target) => Ok(target.by.in_words()),
            Beside::Nothing | Beside::Earlier { .. } => Err(Lack::Theirs),
        },
        Part::Age => match beside {
            Beside::Published(found) => Ok(age(found.age_in_months)),
            _ => Err(Lack::Published),
        },
    }
}

fn compared<'a>(beside: &'a Beside<'_>) -> Result<&'a Comparison, Lack> {
    match beside {
        Beside::Earlier { comparison, .. } => Ok(comparison),
        _ => Err(Lack::Earlier),
    }
}

fn theirs(meta: &MeasureMeta, beside: &Beside<'_>) -> Result<String, Lack> {
    match beside {
        Beside::Published(found) => Ok(words::value(meta, found.benchmark.value)),
        Beside::Target(target) => Ok(words::value(meta, target.value)),
        Beside::Nothing | Beside::Earlier { .. } => Err(Lack::Theirs),
    }
}

fn comparator(beside: &Beside<'_>) -> Result<String, Lack> {
    match beside {
        // A published year may be three, or one day of one, so it is called a period.
        Beside::Published(found) => Ok(format!(
            "{}, period to {}",
            found.benchmark.comparator.in_words(),
            found.benchmark.year_ending.in_words()
        )),
        Beside::Target(target) => Ok(format!(
            "the plan\u{2019}s target for {}",
            target.by.in_words()
        )),
        Beside::Nothing | Beside::Earlier { .. } => Err(Lack::Theirs),
    }
}

fn change(now: &Now<'_>, beside: &Beside<'_>) -> Result<String, Lack> {
    match beside {
        Beside::Nothing => Err(Lack::Other),
        Beside::Earlier { comparison, .. } => Ok(size(now.meta, comparison.difference)),
        Beside::Published(found) => Ok(size(now.meta, found.difference)),
        Beside::Target(target) => Ok(size(now.meta, now.value - target.value)),
    }
}

/// Two values that differ by less than this are the same; the rest is how numbers are stored.
const SAME: f64 = 1e-9;

/// The size of a difference. One that is there is never shown as nought.
fn size(meta: &MeasureMeta, difference: f64) -> String {
    if difference.abs() >= SAME && words::shows_as_nought(meta, difference) {
        return format!("less than {}", words::smallest_difference(meta));
    }
    words::difference(meta, difference)
}

fn direction(comparison: &Comparison) -> &'static str {
    match comparison.verdict {
        Verdict::NoClearChange => "not clearly changed",
        _ if comparison.difference > 0.0 => "risen",
        _ => "fallen",
    }
}

fn moved(comparison: &Comparison) -> &'static str {
    match comparison.verdict {
        Verdict::NoClearChange => "did not clearly change",
        _ if comparison.difference > 0.0 => "rose",
        _ => "fell",
    }
}

/// What may be chance gets no size: *did not clearly change by 2.9 points* says nothing.
fn by(meta: &MeasureMeta, verb: &str, comparison: &Comparison) -> String {
    match comparison.verdict {
        Verdict::NoClearChange => verb.to_owned(),
        _ => format!("{verb} by {}", size(meta, comparison.difference)),
    }
}

fn verdict(now: &Now<'_>, beside: &Beside<'_>) -> Result<&'static str, Lack> {
    match beside {
        Beside::Nothing => Err(Lack::Other),
        Beside::Earlier { comparison, .. } => Ok(comparison.verdict.in_words()),
        Beside::Published(found) => Ok(match found.verdict {
            Verdict::Better => "better than",
            Verdict::Worse => "worse than",
            Verdict::Higher => "higher than",
            Verdict::Lower => "lower than",
            Verdict::NoClearChange => "not clearly different from",
        }),
        Beside::Target(target) => match meets(now, *target) {
            Some(true) => Ok("meets"),
            Some(false) => Ok("does not meet"),
            None => Err(Lack::GoodWay),
        },
    }
}

/// Whether a figure meets a target; none where neither way is good in itself.
fn meets(now: &Now<'_>, target: Target) -> Option<bool> {
    match now.meta.polarity {
        Polarity::Low => Some(now.value <= target.value),
        Polarity::High => Some(now.value >= target.value),
        Polarity::None => None,
    }
}

/// The counted cases, and all that they are counted from where there are others.
fn counts(now: &Now<'_>) -> Result<(f64, Option<f64>), Lack> {
    let (counted, of) = (now.figure.numerator, now.figure.denominator);
    match now.meta.shape {
        Shape::Percentage => Ok((counted, Some(of))),
        Shape::Count => Ok((counted, Some(of).filter(|of| *of > counted))),
        Shape::Mean | Shape::Rate => Err(Lack::Counts),
    }
}

/// `16.9% to 20.2%`, `380 to 420 days`.
fn interval(now: &Now<'_>) -> Result<String, Lack> {
    let interval = now.figure.interval.ok_or(Lack::Interval)?;
    let low = words::value(now.meta, interval.low);
    let high = words::value(now.meta, interval.high);
    let low = match (low.split_once(' '), high.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => number,
        _ => low.as_str(),
    };
    Ok(format!("{low} to {high}"))
}

/// `18.5% (412 of 2,227)`.
fn with_basis(meta: &MeasureMeta, figure: &Figure, value: f64) -> String {
    format!(
        "{}{}",
        words::value(meta, value),
        words::basis(meta, figure)
    )
}

fn clause(now: &Now<'_>, beside: &Beside<'_>) -> String {
    let meta = now.meta;
    let start = format!(
        "{} {}",
        with_basis(meta, now.figure, now.value),
        now.figure.period.in_words()
    );
    match beside {
        Beside::Nothing => start,
        Beside::Earlier { before, comparison } => {
            format!("{start}, {}", against_earlier(now, before, comparison))
        }
        Beside::Published(found) => format!("{start}, {}", against_published(meta, found)),
        Beside::Target(target) => {
            let which = match meets(now, *target) {
                Some(true) => "which meets",
                Some(false) => "which does not meet",
                None => "beside",
            };
            format!(
                "{start}, {which} the target of {} by {}",
                words::value(meta, target.value),
                target.by.in_words()
            )
        }
    }
}

/// What is said where neither way is good, so that nobody reads a judgement into it.
const NEITHER: &str = ", which is neither better nor worse in itself";

fn neither(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Higher | Verdict::Lower => NEITHER,
        Verdict::Better | Verdict::Worse | Verdict::NoClearChange => "",
    }
}

fn against_earlier(now: &Now<'_>, before: &Figure, comparison: &Comparison) -> String {
    let meta = now.meta;
    let when = words::earlier(before.period, now.figure.period);
    let value = with_basis(meta, before, comparison.earlier_value);
    let said = match comparison.verdict {
        Verdict::NoClearChange if comparison.difference.abs() < SAME => {
            format!("the same as {when}{}", words::basis(meta, before))
        }
        Verdict::NoClearChange => {
            let chance = match comparison.p {
                Some(p) => format!(
                    "a difference that chance alone could give ({})",
                    words::probability(p)
                ),
                None => "with too few cases to tell the difference from chance".to_owned(),
            };
            format!("compared with {value} {when}, {chance}")
        }
        clear => format!(
            "clearly {} than {value} {when}{}",
            clear.in_words(),
            neither(clear)
        ),
    };
    match months_in_common(before, now.figure) {
        0 => said,
        months => format!(
            "{said}; the two periods have {} in common and so share cases, which makes the test a guide only",
            words::counted(months, "month", "months")
        ),
    }
}

/// The tests take two periods to be independent, and those that share months are not.
fn months_in_common(before: &Figure, now: &Figure) -> usize {
    if before.period.ends < now.period.starts {
        return 0;
    }
    let first = waymark_codes::Month::of(now.period.starts);
    let months = first.months_until(before.period.month) + 1;
    usize::try_from(months).unwrap_or(0)
}

fn against_published(meta: &MeasureMeta, found: &BenchmarkComparison) -> String {
    let verdict = match found.verdict {
        Verdict::NoClearChange => "not clearly different from".to_owned(),
        clear => format!("clearly {} than", clear.in_words()),
    };
    let benchmark = &found.benchmark;
    let the = match benchmark.comparator {
        Comparator::StatisticalNeighbours { .. } => "the ",
        Comparator::Authority | Comparator::Region { .. } | Comparator::England => "",
    };
    format!(
        "{verdict} {} for {the}{} in the period to {}, {}{}",
        words::value(meta, benchmark.value),
        benchmark.comparator.in_words(),
        benchmark.year_ending.in_words(),
        age(found.age_in_months),
        neither(found.verdict)
    )
}
