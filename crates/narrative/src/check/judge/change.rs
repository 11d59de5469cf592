//! Words that say how something changed.

use waymark_codes::Month;
use waymark_figures::{
    Comparison, MeasureMeta, Polarity, Shape, Verdict as Clear, compare, round_half_up,
};

use super::Finding;
use super::evidence::{Found, find, told};
use crate::check::Verdict;
use crate::check::claims::{Claim, Movement, Side};
use crate::check::quantity::Unit;
use crate::check::said::Sense;
use crate::check::sentence::{Fit, Subject};
use crate::check::when::Point;
use crate::facts::{Fact, FactBook, Whose};
use crate::sentence::words;

/// The two figures of a change.
pub(super) struct Ends<'a> {
    /// Where it began.
    pub earlier: &'a Fact,
    /// Where it ended.
    pub later: &'a Fact,
}

impl Ends<'_> {
    /// The test of chance, where both have their cases.
    pub fn comparison(&self, meta: &MeasureMeta) -> Option<Comparison> {
        compare(
            meta,
            self.earlier.figure.as_ref()?,
            self.later.figure.as_ref()?,
        )
    }
}

/// The figures that the two ends of a change mean; none where either is not known.
pub(super) fn ends<'a>(
    book: &'a FactBook,
    subject: &Subject,
    earlier: &Side,
    later: &Side,
) -> Option<Ends<'a>> {
    let at = |point, pivot| find(book, &subject.selector, Whose::Authority, point, pivot);
    // The later end first: the earlier one may be so long before it.
    let pivot = super::evidence::month(book, earlier.when, None);
    let later_fact = match at(later.when, pivot.map(|month| month.plus(12))) {
        Found::Fact(fact) => fact,
        _ => return None,
    };
    let point = earlier.when.or(Some(Point::YearBefore));
    let earlier_fact = at(point, Some(later_fact.month)).fact()?;
    (earlier_fact.month < later_fact.month).then_some(Ends {
        earlier: earlier_fact,
        later: later_fact,
    })
}

/// The published years nearest to the two ends, where the periods themselves are not known.
pub(super) fn nearby<'a>(
    book: &'a FactBook,
    subject: &Subject,
    earlier: &Side,
    later: &Side,
) -> Option<Ends<'a>> {
    let facts: Vec<&Fact> = book
        .of_selector(&subject.selector, Whose::Authority)
        .into_iter()
        .filter(|fact| fact.publishable && fact.month <= book.month())
        .collect();
    let last = facts.last()?;
    // A time that is named and cannot be placed is not replaced by another.
    let wanted_later = match later.when {
        Some(_) => super::evidence::month(book, later.when, None)?,
        None => last.month,
    };
    let wanted_earlier = match earlier.when {
        Some(_) => super::evidence::month(book, earlier.when, Some(wanted_later))?,
        None => wanted_later.minus(12),
    };
    let near = |wanted: Month| {
        facts
            .iter()
            .filter(|fact| fact.month.months_until(wanted).abs() <= 9)
            .min_by_key(|fact| (fact.month.months_until(wanted).abs(), fact.month))
            .copied()
    };
    let (earlier, later) = (near(wanted_earlier)?, near(wanted_later)?);
    (earlier.month < later.month).then_some(Ends { earlier, later })
}

/// Judges a word that says how something changed.
pub(super) fn change(claim: &Claim, movement: &Movement, book: &FactBook) -> Finding {
    let Movement {
        sense,
        negated,
        earlier,
        later,
        implied,
    } = movement;
    let Some(subject) = &claim.subject else {
        return Finding::new(
            Verdict::Unsupported,
            "The sentence names no measure that the evidence knows, so nothing says how it moved.",
        );
    };
    let meta = &book.measures[subject.measure].meta;
    let judged = matches!(sense, Sense::Better | Sense::Worse);
    if meta.polarity == Polarity::None && judged && !implied {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "For this measure neither way is good in itself ({}). Say whether it rose or fell.",
                super::evidence::lower(&meta.title)
            ),
        );
    }
    if let Some(ends) = ends(book, subject, earlier, later) {
        if counts_cases(earlier, later) && meta.shape == Shape::Percentage {
            return of_cases(*sense, *negated, &ends, meta);
        }
        let basis = Basis::of(&ends, meta, told_both(&ends, meta));
        return verdict(*sense, *negated, *implied, &basis).by_ends(&ends);
    }
    super::from_text::change(movement, subject, meta, book)
}

/// Whether the numbers of a change are of cases, and not the share that they are.
fn counts_cases(earlier: &Side, later: &Side) -> bool {
    [earlier, later]
        .into_iter()
        .filter_map(|side| side.stated.as_ref())
        .any(|linked| {
            linked
                .subject
                .as_ref()
                .is_some_and(|(_, fit)| *fit == Fit::Cases)
                && matches!(linked.quantity.unit, Unit::Plain)
        })
}

/// A number of cases that rose says little where their share fell.
fn of_cases(sense: Sense, negated: bool, ends: &Ends<'_>, meta: &MeasureMeta) -> Finding {
    let told = told_both(ends, meta);
    let (Some(before), Some(now)) = (&ends.earlier.figure, &ends.later.figure) else {
        return Finding::new(
            Verdict::Incomplete,
            format!("The numbers of cases are not known: {told}."),
        );
    };
    let rose = now.numerator > before.numerator;
    let fell = now.numerator < before.numerator;
    let right = match rises(sense, meta.polarity) {
        Some(true) => rose,
        Some(false) => fell,
        None => !rose && !fell,
    } != negated;
    let share = compare(meta, before, now);
    let finding = match share {
        _ if !right => Finding::new(
            Verdict::Contradicted,
            format!("It went the other way: {told}."),
        ),
        Some(share) if share.verdict == Clear::Worse => Finding::new(
            Verdict::Selective,
            format!(
                "The numbers are right, but the share went clearly the wrong way{}: {told}.",
                words::bracketed(share.p)
            ),
        ),
        _ => Finding::new(Verdict::Supported, format!("{told}.")),
    };
    finding.by_ends(ends)
}

/// Both figures in words, the later one first.
pub(super) fn told_both(ends: &Ends<'_>, meta: &MeasureMeta) -> String {
    format!(
        "{}, and {} before",
        told(ends.later, meta),
        told(ends.earlier, meta)
    )
}

/// What a change is judged by.
pub(super) struct Basis<'a> {
    /// The measure.
    pub meta: &'a MeasureMeta,
    /// Where it began.
    pub earlier: f64,
    /// Where it ended.
    pub later: f64,
    /// The test of chance, where the numbers of cases are known.
    pub comparison: Option<Comparison>,
    /// Both figures in words.
    pub told: String,
}

impl<'a> Basis<'a> {
    /// Two figures, with the test of chance where both have their cases.
    pub fn of(ends: &Ends<'_>, meta: &'a MeasureMeta, told: String) -> Self {
        Self {
            meta,
            earlier: ends.earlier.value,
            later: ends.later.value,
            comparison: ends.comparison(meta),
            told,
        }
    }

    fn chance(&self) -> String {
        words::bracketed(self.comparison.as_ref().and_then(|comparison| comparison.p))
    }
}

/// Which way a sense goes for a measure; none where neither way is good.
pub(super) fn rises(sense: Sense, polarity: Polarity) -> Option<bool> {
    match (sense, polarity) {
        (Sense::Up, _) | (Sense::Better, Polarity::High) | (Sense::Worse, Polarity::Low) => {
            Some(true)
        }
        (Sense::Down, _) | (Sense::Better, Polarity::Low) | (Sense::Worse, Polarity::High) => {
            Some(false)
        }
        _ => None,
    }
}

pub(super) fn verdict(sense: Sense, negated: bool, implied: bool, basis: &Basis<'_>) -> Finding {
    let meta = basis.meta;
    let decimals = meta.shown_decimals();
    let shown = |value: f64| round_half_up(value, decimals);
    let difference = shown(basis.later) - shown(basis.earlier);
    let clear = basis
        .comparison
        .as_ref()
        .map(|comparison| comparison.verdict);
    let is_clear = clear.is_some_and(|clear| clear != Clear::NoClearChange);
    if matches!(sense, Sense::Steady | Sense::Same) {
        return steady(negated, basis, clear);
    }
    let Some(rises) = rises(sense, meta.polarity) else {
        return Finding::new(
            Verdict::Unsupported,
            "For this measure neither way is good in itself: say whether it rose or fell.",
        );
    };
    let right = if rises {
        difference > 0.0
    } else {
        difference < 0.0
    };
    let lead = if implied {
        "The heading lists this as progress"
    } else {
        "The words say so"
    };
    if negated {
        return if right && is_clear {
            Finding::new(
                Verdict::Contradicted,
                format!("It did, clearly{}: {}.", basis.chance(), basis.told),
            )
        } else {
            Finding::new(Verdict::Supported, format!("{}.", basis.told))
        };
    }
    if !right {
        let how = if difference == 0.0 {
            "nothing changed"
        } else if is_clear {
            "the evidence goes clearly the other way"
        } else {
            "the evidence goes the other way"
        };
        return Finding::new(
            Verdict::Contradicted,
            format!("{lead}, but {how}{}: {}.", basis.chance(), basis.told),
        );
    }
    match (&basis.comparison, is_clear) {
        (Some(_), true) => Finding::new(
            Verdict::Supported,
            format!("The change is clear{}: {}.", basis.chance(), basis.told),
        ),
        (Some(_), false) => Finding::new(
            Verdict::NotClear,
            format!(
                "The direction is right, but chance alone could give it{}: {}. Say that the change is not clear.",
                basis.chance(),
                basis.told
            ),
        ),
        (None, _) => Finding::new(
            Verdict::Incomplete,
            format!(
                "The direction is right ({}), but nobody can tell it from chance without the numbers of cases.{} Give n.",
                basis.told,
                needed(basis)
            ),
        ),
    }
}

/// How many cases each share would need to be clearly different from the other.
fn needed(basis: &Basis<'_>) -> String {
    if basis.meta.shape != Shape::Percentage {
        return String::new();
    }
    let (a, b) = (basis.earlier / 100.0, basis.later / 100.0);
    let middle = (a + b) / 2.0;
    let difference = (a - b).abs();
    if difference <= 0.0 || !(0.0..1.0).contains(&middle) {
        return String::new();
    }
    // 1.96 standard errors of the difference of two shares of n cases each.
    let n = 2.0 * middle * (1.0 - middle) * (1.96 / difference).powi(2);
    // Two digits are as much as such an estimate can bear.
    let scale = 10f64.powf((n.log10().floor() - 1.0).max(0.0));
    format!(
        " It would be clear from about {} cases at each time.",
        waymark_figures::show_count((n / scale).ceil() * scale)
    )
}

fn steady(negated: bool, basis: &Basis<'_>, clear: Option<Clear>) -> Finding {
    let wrong = matches!(clear, Some(Clear::Worse | Clear::Higher | Clear::Lower));
    let worse_sign = match rises(Sense::Better, basis.meta.polarity) {
        Some(true) => basis.later < basis.earlier,
        Some(false) => basis.later > basis.earlier,
        None => false,
    };
    match (wrong, clear, negated) {
        (true, _, false) => Finding::new(
            Verdict::Contradicted,
            format!("It changed clearly{}: {}.", basis.chance(), basis.told),
        ),
        (false, Some(_), true) => Finding::new(
            Verdict::Contradicted,
            format!("No change is clear{}: {}.", basis.chance(), basis.told),
        ),
        (false, None, _) if worse_sign => Finding::new(
            Verdict::Incomplete,
            format!(
                "It went the wrong way: {}. Without the numbers of cases nobody can say whether that is more than chance.",
                basis.told
            ),
        ),
        _ => Finding::new(Verdict::Supported, format!("{}.", basis.told)),
    }
}
