//! Words that set a figure beside somebody else's.

use waymark_figures::{MeasureMeta, Polarity, Shape, Verdict as Clear, compare, round_half_up};

use super::Finding;
use super::change::rises;
use super::evidence::{find, lower, possessive, told};
use crate::check::Verdict;
use crate::check::claims::{Claim, Comparison, PassageClaims, Side, What};
use crate::check::said::Sense;
use crate::check::sentence::Subject;
use crate::check::when::Point;
use crate::facts::{Fact, FactBook, GoalOf, Whose};
use crate::sentence::words;

/// How far *in line with* reaches: percentage points, or a part of the value.
const IN_LINE_POINTS: f64 = 1.0;
const IN_LINE_PART: f64 = 0.05;

/// Judges a word that sets a figure beside somebody else's.
pub(super) fn compared(
    claim: &Claim,
    comparison: &Comparison,
    passage: &PassageClaims,
    book: &FactBook,
) -> Finding {
    let Comparison {
        sense,
        negated,
        beside,
        own,
        ..
    } = comparison;
    let Some(subject) = &claim.subject else {
        return Finding::new(
            Verdict::Unsupported,
            "The sentence names no measure that the evidence knows, so nothing says how it compares.",
        );
    };
    let meta = &book.measures[subject.measure].meta;
    let mut findings: Vec<Finding> = beside
        .iter()
        .map(|whose| one(comparison, *whose, subject, book))
        .collect();
    findings.sort_by_key(|finding| finding.verdict);
    let Some(mut finding) = findings.into_iter().next() else {
        return Finding::new(Verdict::Unsupported, "Nobody is named to compare with.");
    };
    let favours = favours(*sense, *negated, meta);
    if finding.verdict == Verdict::Supported || finding.verdict == Verdict::Incomplete {
        let named = named_around(claim, passage, beside);
        let spoken = spoken_goals(claim, passage);
        if favours && let Some(left_out) = left_out(subject, own, &named, spoken, book) {
            let says = format!("{} But {left_out}", finding.says);
            let by = std::mem::take(&mut finding.by);
            finding = Finding {
                verdict: Verdict::Selective,
                says,
                by,
            };
        }
    }
    finding
}

/// Whom the sentence or the next names, besides those that the claim is about.
pub(super) fn named_around(claim: &Claim, passage: &PassageClaims, beside: &[Whose]) -> Vec<Whose> {
    let around = passage.named.iter().skip(claim.sentence).take(2);
    around.flatten().chain(beside).copied().collect()
}

/// Whether the sentence or the next speaks of a target or a threshold itself.
pub(super) fn spoken_goals(claim: &Claim, passage: &PassageClaims) -> bool {
    passage.claims.iter().any(|other| {
        matches!(other.what, What::Target(_) | What::Goal(_))
            && (claim.sentence..=claim.sentence + 1).contains(&other.sentence)
    })
}

/// Whether a comparison speaks well of the authority.
fn favours(sense: Sense, negated: bool, meta: &MeasureMeta) -> bool {
    let good = matches!(
        (sense, meta.polarity),
        (Sense::Better | Sense::Same, _)
            | (Sense::Up, Polarity::High)
            | (Sense::Down, Polarity::Low)
    );
    good != negated
}

/// Sets the figure beside one of those that the claim is about.
fn one(comparison: &Comparison, whose: Whose, subject: &Subject, book: &FactBook) -> Finding {
    let Comparison {
        sense,
        negated,
        own,
        theirs,
        ..
    } = comparison;
    let (sense, negated) = (*sense, *negated);
    let meta = &book.measures[subject.measure].meta;
    let own_fact = find(book, &subject.selector, Whose::Authority, own.when, None).fact();
    let stated = own.stated.as_ref().map(|linked| linked.quantity.value);
    let given = theirs.iter().find(|linked| linked.whose == whose);
    let when = given
        .and_then(|linked| linked.when)
        .or(own_fact.map(|fact| Point::Month(fact.month)));
    let their_fact = find(book, &subject.selector, whose, when, None).fact();
    let judged = matches!(sense, Sense::Better | Sense::Worse);
    if meta.polarity == Polarity::None && judged {
        return without_polarity(stated, own_fact, their_fact, whose, meta);
    }
    let (own_value, own_told, exact) = match (own_fact, stated) {
        (Some(fact), _) if fact.figure.is_some() => (fact.value, told(fact, meta), true),
        (_, Some(value)) => (
            value,
            format!("{} as the text says", words::value(meta, value)),
            false,
        ),
        (Some(fact), None) => (fact.value, told(fact, meta), false),
        (None, None) => {
            return Finding::new(
                Verdict::Unsupported,
                format!("The evidence has no figure for {}.", lower(&meta.title)),
            );
        }
    };
    let (their_value, their_told) = match (their_fact, given) {
        (Some(fact), _) => (fact.value, told(fact, meta)),
        (None, Some(_)) if exact => {
            return Finding::new(
                Verdict::Unsupported,
                format!(
                    "There is no published value for {} behind the one that the text gives ({}).",
                    whose.in_words(),
                    lower(&meta.title)
                ),
            );
        }
        (None, Some(linked)) => (
            linked.quantity.value,
            format!(
                "{} as the text says",
                words::value(meta, linked.quantity.value)
            ),
        ),
        (None, None) => {
            return Finding::new(
                Verdict::Unsupported,
                format!(
                    "There is no published value for {} to compare with ({}).",
                    whose.in_words(),
                    lower(&meta.title)
                ),
            );
        }
    };
    let both = format!("{own_told}; {}: {their_told}", whose.in_words());
    let interval = own_fact
        .filter(|_| exact)
        .and_then(|fact| fact.figure.as_ref())
        .and_then(|figure| figure.interval);
    let inside = interval.map(|interval| interval.contains(their_value));
    let sources = |finding: Finding| finding.by_fact(own_fact).by_fact(their_fact);
    let decimals = meta.shown_decimals();
    let difference = round_half_up(own_value, decimals) - round_half_up(their_value, decimals);
    let from_text_alone = !exact && their_fact.is_none();
    if sense == Sense::Same || sense == Sense::Steady {
        let near = match meta.shape {
            Shape::Percentage => difference.abs() <= IN_LINE_POINTS + 1e-9,
            _ => difference.abs() <= their_value.abs() * IN_LINE_PART,
        };
        let is_same = near || inside == Some(true);
        return sources(if is_same != negated {
            Finding::new(Verdict::Supported, format!("{both}."))
        } else {
            Finding::new(
                Verdict::Contradicted,
                format!(
                    "They are {} apart: {both}.",
                    words::difference(meta, own_value - their_value)
                ),
            )
        });
    }
    let Some(rises) = rises(sense, meta.polarity) else {
        return Finding::new(
            Verdict::Unsupported,
            "For this measure neither way is good in itself: say higher or lower.",
        );
    };
    let right = if rises {
        difference > 0.0
    } else {
        difference < 0.0
    };
    sources(match (right != negated, inside) {
        (false, _) => Finding::new(
            Verdict::Contradicted,
            format!("It is the other way round: {both}."),
        ),
        (true, Some(false)) => Finding::new(Verdict::Supported, format!("Clearly so: {both}.")),
        (true, Some(true)) => Finding::new(
            Verdict::NotClear,
            format!(
                "The sign is right, but {} value lies within the figure\u{2019}s 95% interval{}: {both}. Say that there is no clear difference.",
                possessive(whose),
                interval.map_or_else(String::new, |interval| format!(
                    " ({} to {})",
                    words::value(meta, interval.low),
                    words::value(meta, interval.high)
                ))
            ),
        ),
        (true, None) if from_text_alone => Finding::new(
            Verdict::Incomplete,
            format!(
                "The text\u{2019}s own numbers bear it out ({both}), but the evidence has neither, and no number of cases."
            ),
        ),
        (true, None) => Finding::new(
            Verdict::Incomplete,
            format!(
                "The sign is right ({both}), but without the number of cases nobody can tell it from chance."
            ),
        ),
    })
}

/// *Better* about a measure for which neither way is good: what the writer takes for good shows in
/// the number that the sentence gives.
fn without_polarity(
    stated: Option<f64>,
    own: Option<&Fact>,
    theirs: Option<&Fact>,
    whose: Whose,
    meta: &MeasureMeta,
) -> Finding {
    let none = "For this measure neither way is good in itself";
    if let (Some(stated), Some(own), Some(theirs)) = (stated, own, theirs)
        && (stated > theirs.value) != (own.value > theirs.value)
    {
        return Finding::new(
            Verdict::Contradicted,
            format!(
                "{none}; and the number of the sentence lies on the other side of {} {} than the figure, {}.",
                possessive(whose),
                told(theirs, meta),
                told(own, meta)
            ),
        )
        .by(&own.source)
        .by(&theirs.source);
    }
    Finding::new(
        Verdict::Unsupported,
        format!("{none}: nothing makes it better or worse. Say higher or lower."),
    )
}

/// What the reader would expect to be told as well: another comparator, threshold or target, or
/// the year before, by which the figure is clearly worse.
pub(super) fn left_out(
    subject: &Subject,
    own: &Side,
    named: &[Whose],
    spoken_goals: bool,
    book: &FactBook,
) -> Option<String> {
    let meta = &book.measures[subject.measure].meta;
    let own_fact = find(book, &subject.selector, Whose::Authority, own.when, None).fact();
    let stated = own.stated.as_ref().map(|linked| linked.quantity.value);
    for whose in [Whose::England, Whose::Neighbours, Whose::Region] {
        if named.contains(&whose) {
            continue;
        }
        let Some(fact) = own_fact else { continue };
        let Some(theirs) = find(
            book,
            &subject.selector,
            whose,
            Some(Point::Month(fact.month)),
            None,
        )
        .fact() else {
            continue;
        };
        let interval = fact.figure.as_ref().and_then(|figure| figure.interval);
        let clear = interval.is_some_and(|interval| !interval.contains(theirs.value));
        let worse = match meta.polarity {
            Polarity::High => fact.value < theirs.value,
            Polarity::Low => fact.value > theirs.value,
            Polarity::None => false,
        };
        if clear && worse {
            return Some(format!(
                "it is clearly worse than {} {}, which the sentence leaves out.",
                possessive(whose),
                told(theirs, meta)
            ));
        }
    }
    if let Some(fact) = own_fact
        && let Some(before) = find(
            book,
            &subject.selector,
            Whose::Authority,
            Some(Point::YearBefore),
            Some(fact.month),
        )
        .fact()
        && let (Some(earlier), Some(later)) = (&before.figure, &fact.figure)
        && compare(meta, earlier, later).is_some_and(|found| found.verdict == Clear::Worse)
    {
        return Some(format!(
            "it is clearly worse than its own figure a year before, {}, which the sentence leaves out.",
            told(before, meta)
        ));
    }
    if spoken_goals {
        return None;
    }
    let value = own_fact.map(|fact| fact.value).or(stated)?;
    book.goals
        .iter()
        .filter(|goal| goal.selector == subject.selector)
        // A target of the plan is missed only when its month has come.
        .filter(|goal| match goal.of {
            GoalOf::Plan(by) => by <= book.month(),
            GoalOf::Threshold => true,
        })
        .find(|goal| match meta.polarity {
            Polarity::High => value < goal.value,
            Polarity::Low => value > goal.value,
            Polarity::None => false,
        })
        .map(|goal| {
            let which = match goal.of {
                GoalOf::Plan(_) => "the plan\u{2019}s target",
                GoalOf::Threshold => "DfE\u{2019}s threshold",
            };
            format!(
                "it misses {which} of {}, which the sentence leaves out.",
                words::value(meta, goal.value)
            )
        })
}
