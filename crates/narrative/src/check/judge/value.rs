//! Numbers about a measure, and money.

use waymark_figures::{MeasureMeta, Shape};

use super::Finding;
use super::evidence::{Found, find, is, lower, numbers, owner, told};
use crate::check::Verdict;
use crate::check::claims::{Claim, Number};
use crate::check::quantity::{Noun, Unit};
use crate::check::sentence::{Fit, Linked};
use crate::check::when::Point;
use crate::facts::{Fact, FactBook, Whose};
use crate::sentence::words;

/// Half the width of a share's interval, in percentage points, from which n must be said.
const WIDE_SHARE: f64 = 5.0;
/// Half the width of a mean's interval, as a part of it, from which n must be said.
const WIDE_MEAN: f64 = 0.1;
/// The coverage, in percent, below which it must be said.
const LOW_COVERAGE: f64 = 80.0;
/// Months by which a comparator may be older than the authority's figure.
const STALE: i32 = 18;

/// Judges a number about a measure.
///
/// Of several readings that the sentence allows (whose number it is, and of which measure that it
/// names), one that the evidence bears out is taken: an officer is not told that a number is wrong
/// which is right.
pub(super) fn value(claim: &Claim, number: &Number, named: &[Whose], book: &FactBook) -> Finding {
    let Number {
        linked,
        has_period,
        around,
    } = number;
    let has_period = *has_period;
    let first = reading(claim, linked, has_period, around, book);
    if !matches!(first.verdict, Verdict::Contradicted | Verdict::Unsupported)
        || is_hidden(claim, linked, book)
    {
        return first;
    }
    let mut readings: Vec<Linked> = Vec::new();
    for whose in named.iter().filter(|whose| **whose != linked.whose) {
        readings.push(Linked {
            whose: *whose,
            when: None,
            ..linked.clone()
        });
    }
    if linked.whose != Whose::Authority {
        readings.push(Linked {
            whose: Whose::Authority,
            ..linked.clone()
        });
    }
    if linked.complement {
        readings.push(Linked {
            complement: false,
            ..linked.clone()
        });
    }
    for (subject, fit) in &linked.others {
        readings.push(Linked {
            subject: Some((subject.clone(), *fit)),
            ..linked.clone()
        });
    }
    readings
        .iter()
        .map(|linked| {
            let claim = Claim {
                subject: linked.subject.clone().map(|(subject, _)| subject),
                ..claim.clone()
            };
            reading(&claim, linked, has_period, around, book)
        })
        .find(|finding| matches!(finding.verdict, Verdict::Supported | Verdict::Incomplete))
        .unwrap_or_else(|| doubted(claim, linked, first, book))
}

/// Whether a number's figure may not be published. No other reading makes that good.
fn is_hidden(claim: &Claim, linked: &Linked, book: &FactBook) -> bool {
    claim.subject.as_ref().is_some_and(|subject| {
        let found = find(book, &subject.selector, linked.whose, linked.when, None);
        matches!(found, Found::Hidden)
    })
}

/// To say that a number is wrong, one must be sure of what it is about: the sentence names the
/// measure, and the number is one that the measure has. Else it only has nothing behind it.
fn doubted(claim: &Claim, linked: &Linked, first: Finding, book: &FactBook) -> Finding {
    let Some((subject, fit)) = &linked.subject else {
        return first;
    };
    let quantity = &linked.quantity;
    let of_measure = match (fit, quantity.unit) {
        (Fit::Value, Unit::Plain) => {
            quantity.noun.is_some() || quantity.decimals > 0 || linked.is_stated
        }
        (Fit::Value, _) => true,
        (Fit::Cases, unit) => linked.is_basis || matches!(unit, Unit::Of(_)) || linked.is_stated,
        (Fit::Share, _) => false,
    };
    let is_other_group = other_ages(claim, book).is_some();
    if first.verdict == Verdict::Contradicted && (!subject.here || !of_measure || is_other_group) {
        let evidence = first.says.trim_end_matches('.').to_owned();
        return Finding {
            verdict: Verdict::Unsupported,
            says: format!(
                "It is not plain what {} is about. If this is meant: {evidence}.",
                quoted(linked)
            ),
            by: first.by,
        };
    }
    first
}

/// Judges one reading of a number.
fn reading(
    claim: &Claim,
    linked: &Linked,
    has_period: bool,
    around: &[Point],
    book: &FactBook,
) -> Finding {
    let (Some(subject), Some((_, fit))) = (&claim.subject, &linked.subject) else {
        return without_measure(linked);
    };
    let known = &book.measures[subject.measure];
    let meta = &known.meta;
    // The time beside the number; else any time of the passage; else the latest.
    let mut times: Vec<Option<Point>> = vec![linked.when];
    if linked.when.is_none() {
        times.extend(around.iter().map(|point| Some(*point)));
    }
    let mut nearest: Option<&Fact> = None;
    let mut others: Vec<&Fact> = Vec::new();
    for time in &times {
        match find(book, &subject.selector, linked.whose, *time, None) {
            Found::Fact(fact) => others.push(fact),
            Found::Hidden if *time != linked.when => {}
            Found::Hidden => {
                return Finding::new(
                    Verdict::Unsupported,
                    format!(
                        "{} may not be published for that period, as 1 to 5 children could be worked out. Take the number out.",
                        meta.title
                    ),
                );
            }
            Found::Nothing(near) => nearest = nearest.or(near),
        }
    }
    let fits = |fact: &&&Fact| {
        held_to(fact, linked, meta, *fit).into_iter().any(|actual| {
            is(&linked.quantity, actual, fact.decimals) && of_fits(linked, fact, meta)
        })
    };
    if let Some(fact) = others.iter().find(fits) {
        return supported(claim, linked, *fit, fact, meta, has_period, book);
    }
    // A published value of an older year is stale, not wrong, unless the sentence names the year.
    if linked.whose != Whose::Authority && linked.when.is_none() {
        let older = book.of_selector(&subject.selector, linked.whose);
        if let Some(fact) = older
            .iter()
            .rev()
            .find(|fact| is(&linked.quantity, fact.value, fact.decimals))
            && let Some(newest) = others.first()
        {
            return Finding::new(
                Verdict::Incomplete,
                format!(
                    "That is the value of the year to {}; the newest is {}. Use the newest, or name the year.",
                    fact.month.in_words(),
                    told(newest, meta)
                ),
            )
            .by(&fact.source);
        }
    }
    let Some(fact) = others.first() else {
        return no_figure(linked, nearest, meta, book);
    };
    if numbers(fact, meta, *fit, linked).is_empty() {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "The evidence does not say how many cases are behind it: {}.",
                told(fact, meta)
            ),
        );
    }
    // Data that ended well before the text speaks of another time, unless the sentence names it.
    let is_now = matches!(linked.when, None | Some(Point::Now));
    let is_old = is_now && fact.figure.is_none() && linked.whose == Whose::Authority;
    if is_old {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "No figure gives {}. The newest published one is {}. Say which figure it is, and its period.",
                quoted(linked),
                told(fact, meta)
            ),
        )
        .by(&fact.source);
    }
    Finding::new(
        Verdict::Contradicted,
        format!(
            "{} was {}, not {}.",
            owner(linked.whose, meta),
            told(fact, meta),
            quoted(linked)
        ),
    )
    .by(&fact.source)
}

/// The numbers that one may be; a number of cases that another rests on is that of all cases.
fn held_to(fact: &Fact, linked: &Linked, meta: &MeasureMeta, fit: Fit) -> Vec<f64> {
    let mut all = numbers(fact, meta, fit, linked);
    if linked.is_basis && linked.quantity.unit == Unit::Plain && meta.shape == Shape::Percentage {
        all.retain(|number| {
            fact.figure.as_ref().is_none_or(|figure| {
                *number != figure.numerator || figure.numerator == figure.denominator
            })
        });
    }
    all
}

/// Of so many of so many: whether the second number is right as well.
fn of_fits(linked: &Linked, fact: &Fact, meta: &MeasureMeta) -> bool {
    let Unit::Of(n) = linked.quantity.unit else {
        return true;
    };
    fact.figure.as_ref().is_some_and(|figure| match meta.shape {
        Shape::Percentage | Shape::Count => {
            (figure.numerator - linked.quantity.value).abs() < 0.5
                && (figure.denominator - n).abs() < 0.5
        }
        Shape::Mean | Shape::Rate => (figure.coverage.cohort as f64 - n).abs() < 0.5,
    })
}

fn supported(
    claim: &Claim,
    linked: &Linked,
    fit: Fit,
    fact: &Fact,
    meta: &MeasureMeta,
    has_period: bool,
    book: &FactBook,
) -> Finding {
    let finding = |verdict, says: String| Finding::new(verdict, says).by(&fact.source);
    if linked.whose != Whose::Authority {
        return other_supported(claim, linked, fact, meta, book);
    }
    if let (Some(n), Some(figure)) = (linked.n, &fact.figure) {
        let known = [
            figure.denominator,
            figure.coverage.known as f64,
            figure.coverage.cohort as f64,
        ];
        let right = known.iter().any(|known| (known - n).abs() < 0.5);
        if !right {
            return finding(
                Verdict::Supported,
                format!(
                    "{} was {}; the text gives another number of cases.",
                    owner(linked.whose, meta),
                    told(fact, meta)
                ),
            );
        }
    }
    if let Some(ages) = other_ages(claim, book) {
        return finding(Verdict::Incomplete, ages);
    }
    if !has_period {
        return finding(
            Verdict::Incomplete,
            format!(
                "No period is named. The figure is {}: say so.",
                told(fact, meta)
            ),
        );
    }
    if let Some(figure) = &fact.figure
        && fit == Fit::Value
    {
        let coverage = figure.coverage;
        let says_coverage = linked.n.is_some() || linked.says_coverage;
        if coverage.percent() < LOW_COVERAGE && !says_coverage {
            let share = if words::states_cohort(meta, figure) {
                format!("{:.0}% of {}", coverage.percent(), meta.unit.plural())
            } else {
                "a part".to_owned()
            };
            return finding(
                Verdict::Incomplete,
                format!(
                    "Only {share} have an answer: {}. Say so beside the number.",
                    told(fact, meta)
                ),
            );
        }
        let half = figure
            .interval
            .map(|interval| (interval.high - interval.low) / 2.0);
        let wide = match (meta.shape, half) {
            (Shape::Percentage, Some(half)) => half > WIDE_SHARE,
            (Shape::Mean, Some(half)) => half > fact.value.abs() * WIDE_MEAN,
            _ => false,
        };
        if wide && !says_coverage {
            return finding(
                Verdict::Incomplete,
                format!(
                    "It rests on {}: {}. Say how many.",
                    words::units(meta.unit, figure.n()),
                    told(fact, meta)
                ),
            );
        }
    }
    finding(
        Verdict::Supported,
        format!("{} was {}.", owner(linked.whose, meta), told(fact, meta)),
    )
}

fn other_supported(
    claim: &Claim,
    linked: &Linked,
    fact: &Fact,
    meta: &MeasureMeta,
    book: &FactBook,
) -> Finding {
    let own = claim
        .subject
        .as_ref()
        .and_then(|subject| find(book, &subject.selector, Whose::Authority, None, None).fact());
    let age = own.map_or(0, |own| fact.month.months_until(own.month));
    if age > STALE && linked.when.is_none() {
        return Finding::new(
            Verdict::Incomplete,
            format!(
                "That value is of the year to {}, {} before the authority\u{2019}s figure. Name the year.",
                fact.month.in_words(),
                words::counted(usize::try_from(age).unwrap_or_default(), "month", "months")
            ),
        )
        .by(&fact.source);
    }
    Finding::new(
        Verdict::Supported,
        format!("{}: {}.", owner(linked.whose, meta), told(fact, meta)),
    )
    .by(&fact.source)
}

/// The age group of the sentence, where the measure is about another.
fn other_ages(claim: &Claim, book: &FactBook) -> Option<String> {
    let super::super::claims::What::Value(number) = &claim.what else {
        return None;
    };
    let linked = &number.linked;
    let subject = claim.subject.as_ref()?;
    let (youngest, oldest) = book.measures[subject.measure].naming.ages?;
    let (first, last) = linked.ages?;
    ((first, last) != (youngest, oldest)).then(|| {
        format!(
            "The sentence speaks of ages {first} to {last}; the figure is about ages {youngest} to {oldest}."
        )
    })
}

fn no_figure(
    linked: &Linked,
    nearest: Option<&Fact>,
    meta: &MeasureMeta,
    book: &FactBook,
) -> Finding {
    let whose = match linked.whose {
        Whose::Authority => String::new(),
        other => format!(" for {}", other.in_words()),
    };
    match nearest {
        Some(fact) => Finding::new(
            Verdict::Unsupported,
            format!(
                "There is no figure{whose} for that period. The nearest is {}.",
                told(fact, meta)
            ),
        )
        .by(&fact.source),
        None => {
            let groups = book.groups(&meta.id);
            let hint = if groups.is_empty() {
                String::new()
            } else {
                let names: Vec<String> = groups.iter().map(ToString::to_string).collect();
                format!(" There are figures for {}.", words::list(&names))
            };
            let bare = linked.quantity.unit == Unit::Percent && linked.n.is_none();
            let n = if bare {
                " Nor does the sentence say of how many."
            } else {
                ""
            };
            Finding::new(
                Verdict::Unsupported,
                format!(
                    "The evidence has no figure{whose} on {}.{hint}{n}",
                    lower(&meta.title)
                ),
            )
        }
    }
}

fn without_measure(linked: &Linked) -> Finding {
    let what = match (&linked.quantity.noun, linked.quantity.unit) {
        (Some(Noun::Other(noun)), Unit::Plain | Unit::Of(_)) => {
            format!("No measure counts {noun}, nor does the plan.")
        }
        _ => "The sentence names no measure that the evidence knows.".to_owned(),
    };
    Finding::new(
        Verdict::Unsupported,
        format!("{what} Nothing stands behind {}.", quoted(linked)),
    )
}

/// A number as it reads.
pub(super) fn quoted(linked: &Linked) -> String {
    let number = linked.quantity.value;
    let decimals = usize::from(linked.quantity.decimals);
    match linked.quantity.unit {
        Unit::Percent => format!("{number:.decimals$}%"),
        Unit::Points => format!("{number:.decimals$} points"),
        Unit::Days => format!("{number:.0} days"),
        Unit::Money => format!("£{number:.0}"),
        Unit::Of(n) => format!("{number:.0} of {n:.0}"),
        Unit::Plain => waymark_figures::show_number(number, linked.quantity.decimals),
    }
}
