//! What a reference stands for on a day: its words, and the figures behind them.

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::{
    BenchmarkComparison, Breakdown, EvidenceBook, Figure, MeasureId, MeasureMeta, Outcome, Selector,
};
use waymark_plan::{ComparatorKind, Plan, Target};

use super::error::ReferenceError;
use super::grammar::{About, OfFigure, Other, Reference};
use super::mend::subject_meant;
use super::part::Part;
use super::say::{Beside, Now, say};
use crate::sentence::{Against, Asked, Shown, View, WhichMonth, is_of, words};

/// What references can speak of.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The figures. A reference finds only the months and groups that were computed.
    pub evidence: &'a EvidenceBook,
    /// The plan, as it stands on the day of the text.
    pub plan: Option<&'a Plan>,
    /// The day of the text. Nothing published later is set beside a figure.
    pub as_at: Date,
}

/// A figure that words rest on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite {
    /// The measure, or the group of it.
    pub selector: Selector,
    /// The month that its period ends with.
    pub month: Month,
}

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The words; never empty.
    pub words: String,
    /// The authority's figures behind them, the later one first. Empty for a count of the plan,
    /// and for words about a published value or a target alone.
    pub cites: Vec<Cite>,
}

/// How many months before the inspection a figure may end and still stand for it.
const MONTHS_BEFORE_INSPECTION: u16 = 6;

/// The words of a reference, or why there are none. A figure that is hidden, refused or not known
/// is an error, whether it is the one asked for or the one that it is set beside.
pub fn resolve(reference: &Reference, known: &Known<'_>) -> Result<Live, ReferenceError> {
    match &reference.about {
        About::Figure(asked) => of_figure(asked, known),
        About::Plan(count) => Ok(Live {
            words: count.words(plan(known)?, known.as_at),
            cites: Vec::new(),
        }),
    }
}

fn of_figure(asked: &OfFigure, known: &Known<'_>) -> Result<Live, ReferenceError> {
    let selector = &asked.selector;
    let view = seen(selector, known, asked.month, Against::Nothing)?;
    group_is_known(selector, known)?;
    let (figure, value) = shown(&view.now, selector, known, None)?;
    let now = Now {
        meta: view.meta,
        figure,
        value,
    };
    let month = figure.period.month;
    let beside = match asked.other {
        None => Beside::Nothing,
        Some(Other::Month(other)) => earlier(asked, known, month, other)?,
        Some(Other::YearBefore) => earlier(asked, known, month, month.minus(12))?,
        Some(Other::Inspection) => {
            let other = at_inspection(selector, known, month)?;
            earlier(asked, known, month, other)?
        }
        Some(Other::Published(wanted)) => {
            Beside::Published(published(&view, selector, known, wanted)?)
        }
        Some(Other::Target) => Beside::Target(target(view.meta, selector, known)?),
    };
    let part = asked.given();
    let words =
        say(part, &now, &beside).map_err(|lack| ReferenceError::CannotGive { part, lack })?;
    Ok(Live {
        words,
        cites: cites(part, selector, figure, &beside),
    })
}

/// The figures that the words of a part rest on.
fn cites(part: Part, selector: &Selector, now: &Figure, beside: &Beside<'_>) -> Vec<Cite> {
    let cite = |figure: &Figure| Cite {
        selector: selector.clone(),
        month: figure.period.month,
    };
    match (part, beside) {
        (Part::Earlier, Beside::Earlier { before, .. }) => vec![cite(before)],
        (
            Part::Sentence
            | Part::Change
            | Part::Direction
            | Part::DirectionBy
            | Part::Moved
            | Part::MovedBy
            | Part::Verdict
            | Part::P,
            Beside::Earlier { before, .. },
        ) => vec![cite(now), cite(before)],
        (Part::Theirs | Part::Comparator | Part::Year, _) => Vec::new(),
        _ => vec![cite(now)],
    }
}

fn seen<'a>(
    selector: &'a Selector,
    known: &Known<'a>,
    month: WhichMonth,
    against: Against,
) -> Result<View<'a>, ReferenceError> {
    let asked = Asked {
        month,
        against,
        ..Asked::default()
    };
    View::of(known.evidence, selector, &asked).map_err(|unknown| ReferenceError::UnknownMeasure {
        nearest: subject_meant(&unknown.id, known),
        id: unknown.id,
    })
}

/// The figure and its value, where they may be shown. `before` is the month of the figure that
/// this one is to stand before, where it is the earlier of two.
fn shown<'a>(
    shown: &Shown<'a>,
    selector: &Selector,
    known: &Known<'_>,
    before: Option<Month>,
) -> Result<(&'a Figure, f64), ReferenceError> {
    let selector = selector.clone();
    Err(match shown {
        Shown::Known { figure, value } => return Ok((*figure, *value)),
        Shown::Hidden(period) => ReferenceError::Hidden {
            selector,
            period: *period,
        },
        Shown::NoCases(period) => ReferenceError::NoCases {
            selector,
            period: *period,
        },
        Shown::Refused { period, reason } => ReferenceError::Refused {
            selector,
            period: *period,
            reason: (*reason).to_owned(),
        },
        Shown::NotComputed { month } => no_figure(&selector, known, *month, before),
    })
}

fn no_figure(
    selector: &Selector,
    known: &Known<'_>,
    month: Option<Month>,
    before: Option<Month>,
) -> ReferenceError {
    let mut there = months(selector, known.evidence);
    there.retain(|month| before.is_none_or(|before| *month < before));
    ReferenceError::NoFigure {
        selector: selector.clone(),
        month,
        earlier: before.is_some(),
        there,
    }
}

/// The months with a figure that may be shown, oldest first.
fn months(selector: &Selector, evidence: &EvidenceBook) -> Vec<Month> {
    let whole = Selector {
        measure: selector.measure.clone(),
        breakdown: None,
    };
    let Some(entry) = evidence.find(selector).or_else(|| evidence.find(&whole)) else {
        return Vec::new();
    };
    let may_be_shown = |month: &Month| {
        let asked = Asked {
            month: WhichMonth::Month(*month),
            against: Against::Nothing,
            ..Asked::default()
        };
        View::of(evidence, selector, &asked).is_ok_and(|view| view.now.known().is_some())
    };
    let mut months: Vec<Month> = [Some(&entry.current), entry.earlier.as_ref()]
        .into_iter()
        .flatten()
        .chain(&entry.series)
        .map(|outcome: &Outcome| outcome.period().month)
        .filter(may_be_shown)
        .collect();
    months.sort();
    months.dedup();
    months
}

/// A group that is misspelt is told from one that has no figure.
fn group_is_known(selector: &Selector, known: &Known<'_>) -> Result<(), ReferenceError> {
    let Some(group) = &selector.breakdown else {
        return Ok(());
    };
    let groups = groups(&selector.measure, known.evidence);
    if groups.contains(group) {
        return Ok(());
    }
    Err(ReferenceError::UnknownGroup {
        selector: selector.clone(),
        groups,
    })
}

/// The groups of a measure that figures were computed of, in order.
fn groups(measure: &MeasureId, evidence: &EvidenceBook) -> Vec<Breakdown> {
    let mut groups = Vec::new();
    for entry in evidence.entries() {
        if entry.measure.id == *measure {
            groups.extend(entry.breakdown.clone());
            groups.extend(
                entry
                    .groups
                    .iter()
                    .filter_map(|figure| figure.breakdown.clone()),
            );
        }
    }
    groups.sort();
    groups.dedup();
    groups
}

/// The figure set beside that of an earlier month.
fn earlier<'a>(
    asked: &'a OfFigure,
    known: &Known<'a>,
    month: Month,
    other: Month,
) -> Result<Beside<'a>, ReferenceError> {
    if other >= month {
        return Err(ReferenceError::NotEarlier { month, other });
    }
    let selector = &asked.selector;
    let view = seen(selector, known, asked.month, Against::Month(other))?;
    // A group that has no evidence of its own is known for one month only, and has no earlier one.
    let missing = Shown::NotComputed { month: Some(other) };
    let before = view.earlier.unwrap_or(missing);
    let (before, _) = shown(&before, selector, known, Some(month))?;
    let comparison = view
        .comparison
        .expect("two figures that may be shown are compared");
    Ok(Beside::Earlier { before, comparison })
}

/// The month of the figure that stands for the inspection: that of the inspection's last day, or
/// the nearest of the six before it that has a figure.
fn at_inspection(
    selector: &Selector,
    known: &Known<'_>,
    month: Month,
) -> Result<Month, ReferenceError> {
    let inspection = Month::of(plan(known)?.inspection.ended);
    if inspection >= month {
        return Err(ReferenceError::NotEarlier {
            month,
            other: inspection,
        });
    }
    for back in 0..=MONTHS_BEFORE_INSPECTION {
        let wanted = WhichMonth::Month(inspection.minus(back));
        let view = seen(selector, known, wanted, Against::Nothing)?;
        if matches!(view.now, Shown::Known { .. } | Shown::Hidden(_)) {
            return Ok(inspection.minus(back));
        }
    }
    Err(no_figure(selector, known, Some(inspection), Some(month)))
}

/// The published value of the newest year that had ended when the figure's period did; for want
/// of one, of the first year after it. None that ended after the day of the text.
fn published(
    view: &View<'_>,
    selector: &Selector,
    known: &Known<'_>,
    wanted: ComparatorKind,
) -> Result<BenchmarkComparison, ReferenceError> {
    const KINDS: [ComparatorKind; 3] = [
        ComparatorKind::StatisticalNeighbours,
        ComparatorKind::Region,
        ComparatorKind::England,
    ];
    let today = Month::of(known.as_at);
    let of_kind = |kind: ComparatorKind| {
        view.published
            .iter()
            .filter(move |found| found.benchmark.year_ending <= today)
            .filter(move |found| is_of(kind, &found.benchmark.comparator))
    };
    of_kind(wanted)
        .min_by_key(|found| (found.age_in_months < 0, found.age_in_months.abs()))
        .cloned()
        .ok_or_else(|| ReferenceError::NotPublished {
            selector: selector.clone(),
            wanted,
            there: KINDS
                .into_iter()
                .filter(|kind| of_kind(*kind).next().is_some())
                .collect(),
        })
}

/// The one target that the plan has for a figure.
fn target(
    meta: &MeasureMeta,
    selector: &Selector,
    known: &Known<'_>,
) -> Result<Target, ReferenceError> {
    let mut targets: Vec<Target> = Vec::new();
    for recommendation in &plan(known)?.recommendations {
        for linked in &recommendation.measures {
            let target = linked.target.filter(|_| linked.selector == *selector);
            targets.extend(target.filter(|target| !targets.contains(target)));
        }
    }
    match targets.as_slice() {
        [] => Err(ReferenceError::NoTarget {
            selector: selector.clone(),
        }),
        [only] => Ok(*only),
        several => Err(ReferenceError::SeveralTargets {
            selector: selector.clone(),
            targets: several
                .iter()
                .map(|target| {
                    let value = words::value(meta, target.value);
                    format!("{value} by {}", target.by.in_words())
                })
                .collect(),
        }),
    }
}

fn plan<'a>(known: &Known<'a>) -> Result<&'a Plan, ReferenceError> {
    known.plan.ok_or(ReferenceError::NoPlan)
}
