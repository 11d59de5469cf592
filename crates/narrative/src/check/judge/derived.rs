//! Numbers made of other numbers.

use waymark_figures::{MeasureMeta, Shape, Verdict as Clear, round_half_up};

use super::change::{Ends, ends, rises, told_both};
use super::compared::{left_out, named_around, spoken_goals};
use super::evidence::{find, told};
use super::{Finding, from_text};
use crate::check::Verdict;
use crate::check::claims::{Claim, Derived, PassageClaims, Side};
use crate::check::quantity::{Quantity, Room, Unit};
use crate::check::said::Sense;
use crate::check::sentence::{Fit, Linked, Subject};
use crate::check::when::Point;
use crate::facts::{Fact, FactBook, Whose};
use crate::sentence::words;

/// Judges a number made of others.
pub(super) fn derived(
    claim: &Claim,
    derived: &Derived,
    passage: &PassageClaims,
    book: &FactBook,
) -> Finding {
    let Some(subject) = &claim.subject else {
        if derived.beside.is_some() {
            return Finding::new(
                Verdict::Unsupported,
                "The sentence names no measure that the evidence knows, so nothing says how it compares.",
            );
        }
        return from_text::numbers(derived.linked.as_ref(), derived);
    };
    if let Some(times) = derived.times {
        return multiple(times, derived, subject, book);
    }
    let Some(linked) = &derived.linked else {
        return Finding::new(
            Verdict::Unsupported,
            "Nothing says what it is a difference of.",
        );
    };
    let given = Given {
        claim,
        passage,
        derived,
        linked,
        subject,
        meta: &book.measures[subject.measure].meta,
        book,
    };
    match derived.beside {
        Some(whose) => from_comparator(&given, whose),
        None => over_time(&given),
    }
}

/// A difference that a text states, and all that it is judged by.
pub(super) struct Given<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The passage that it stands in.
    pub passage: &'a PassageClaims,
    /// What it is made of.
    pub derived: &'a Derived,
    /// The number itself.
    pub linked: &'a Linked,
    /// The measure, or a group of it.
    pub subject: &'a Subject,
    /// The measure.
    pub meta: &'a MeasureMeta,
    /// The evidence.
    pub book: &'a FactBook,
}

impl Given<'_> {
    /// Whether it is the difference that follows; `give` is how far the latter is unsure.
    pub fn is(&self, difference: f64, give: f64) -> bool {
        let actual = signed(difference, self.derived.sense, self.meta);
        close(&self.linked.quantity, actual, give)
    }

    /// Whether it is the difference of the two values as they are shown: 18.5 from 25.8 are 7.3,
    /// whatever the unrounded values give.
    fn is_shown(&self, before: f64, now: f64) -> bool {
        let shown = |value: f64| round_half_up(value, self.meta.shown_decimals());
        self.linked.quantity.unit != Unit::Percent && self.is(shown(now) - shown(before), 0.0)
    }
}

/// A difference, signed so that it is positive where the sense is right.
fn signed(difference: f64, sense: Option<Sense>, meta: &MeasureMeta) -> f64 {
    match sense.and_then(|sense| rises(sense, meta.polarity)) {
        Some(false) => -difference,
        Some(true) => difference,
        None => difference.abs(),
    }
}

/// A difference from what somebody else has.
fn from_comparator(given: &Given<'_>, whose: Whose) -> Finding {
    let Given {
        claim,
        passage,
        derived,
        linked,
        subject,
        meta,
        book,
    } = *given;
    let Derived {
        sense,
        earlier,
        later,
        ..
    } = derived;
    let stated = later.stated.as_ref().or(earlier.stated.as_ref());
    let when = stated.and_then(|stated| stated.when).or(later.when);
    let own = find(book, &subject.selector, Whose::Authority, when, None).fact();
    let month = own.map(|fact| Point::Month(fact.month));
    let theirs = find(book, &subject.selector, whose, when.or(month), None).fact();
    let Some(theirs) = theirs else {
        return Finding::new(
            Verdict::Unsupported,
            format!(
                "There is no published value for {} to take it from.",
                whose.in_words()
            ),
        );
    };
    let value = own
        .map(|fact| fact.value)
        .or(stated.map(|stated| stated.quantity.value));
    let Some(value) = value else {
        return Finding::new(
            Verdict::Unsupported,
            "The evidence has no figure to take it from.",
        );
    };
    let difference = if linked.quantity.unit == Unit::Percent && meta.shape != Shape::Percentage {
        (value - theirs.value) / theirs.value * 100.0
    } else {
        value - theirs.value
    };
    let own_told = own.map_or_else(
        || format!("{} as the text says", words::value(meta, value)),
        |fact| told(fact, meta),
    );
    let both = format!("{own_told}; {}: {}", whose.in_words(), told(theirs, meta));
    let finding = if given.is_shown(theirs.value, value) || given.is(difference, 0.0) {
        let side = Side {
            when,
            stated: stated.cloned(),
        };
        let good = sense.and_then(|sense| rises(sense, meta.polarity))
            == rises(Sense::Better, meta.polarity);
        match left_out(
            subject,
            &side,
            &named_around(claim, passage, &[whose]),
            spoken_goals(claim, passage),
            book,
        )
        .filter(|_| good)
        {
            Some(left) => Finding::new(
                Verdict::Selective,
                format!("The arithmetic is right ({both}). But {left}"),
            ),
            None => Finding::new(Verdict::Supported, format!("{both}.")),
        }
    } else {
        Finding::new(
            Verdict::Contradicted,
            format!(
                "The difference is {}: {both}.",
                words::difference(meta, value - theirs.value)
            ),
        )
    };
    finding.by(&theirs.source).by_fact(own)
}

/// Whether a stated difference is the one that follows; `give` is how far the latter is unsure.
pub(super) fn close(quantity: &Quantity, actual: f64, give: f64) -> bool {
    if give == 0.0 {
        return super::evidence::is(quantity, actual, None);
    }
    let half = 0.5 * 10f64.powi(-i32::from(quantity.decimals));
    let room = if quantity.room == Room::Exact {
        half
    } else {
        half.max(quantity.value * 0.05)
    };
    (quantity.value - actual).abs() <= give + room
}

/// A difference between two times.
fn over_time(given: &Given<'_>) -> Finding {
    let Given {
        derived,
        linked,
        subject,
        meta,
        book,
        ..
    } = *given;
    let cases = linked
        .subject
        .as_ref()
        .is_some_and(|(other, fit)| other.measure == subject.measure && *fit == Fit::Cases);
    let Some(ends) = ends(book, subject, &derived.earlier, &derived.later) else {
        return from_text::difference(given, cases);
    };
    let number = |fact: &Fact| -> Option<f64> {
        if cases {
            fact.figure.as_ref().map(|figure| figure.numerator)
        } else {
            Some(fact.value)
        }
    };
    let (Some(before), Some(now)) = (number(ends.earlier), number(ends.later)) else {
        return Finding::new(
            Verdict::Unsupported,
            "The evidence does not say how many cases there were.",
        );
    };
    let both = told_both(&ends, meta);
    let relative = linked.quantity.unit == Unit::Percent;
    let difference = if relative {
        (now - before) / before * 100.0
    } else {
        now - before
    };
    let points = now - before;
    // `fell by 7.3%` of a share is often meant in points; at the shown precision both are taken.
    let right = given.is(difference, 0.0)
        || (relative && meta.shape == Shape::Percentage && given.is(points, 0.0))
        || given.is_shown(before, now);
    let finding = if !right {
        let size = if cases {
            format!("{:.0}", points.abs())
        } else {
            words::difference(meta, points)
        };
        let way = if points < 0.0 { "fall" } else { "rise" };
        Finding::new(
            Verdict::Contradicted,
            format!("It was a {way} of {size}: {both}."),
        )
    } else if cases && meta.shape == Shape::Percentage && worse_share(&ends, meta) {
        Finding::new(
            Verdict::Selective,
            format!("The number is right, but the share went clearly the other way: {both}."),
        )
    } else {
        Finding::new(Verdict::Supported, format!("{both}."))
    };
    finding.by_ends(&ends)
}

fn worse_share(ends: &Ends<'_>, meta: &MeasureMeta) -> bool {
    ends.comparison(meta)
        .is_some_and(|found| found.verdict == Clear::Worse)
}

/// Months from a time that no figure ends with to the latest figure, within which that one is meant.
const LATEST_REACH: i32 = 3;

/// How far *doubled* reaches, as a part of the number of times.
const TIMES_ROOM: f64 = 0.1;

/// So many times as much.
fn multiple(times: f64, derived: &Derived, subject: &Subject, book: &FactBook) -> Finding {
    let Derived { earlier, later, .. } = derived;
    let meta = &book.measures[subject.measure].meta;
    let own = |side: &Side| side.stated.as_ref().map(|linked| linked.quantity.value);
    // A time that no figure ends with gives way to the latest figure.
    let known = ends(book, subject, earlier, later).or_else(|| {
        let latest = find(book, &subject.selector, Whose::Authority, None, None).fact()?;
        let meant = super::evidence::month(book, later.when, None)?;
        (meant.months_until(latest.month).abs() <= LATEST_REACH)
            .then(|| ends(book, subject, earlier, &Side::default()))
            .flatten()
    });
    let (before, now, both, sources) = match known {
        Some(ends) => (
            ends.earlier.value,
            ends.later.value,
            told_both(&ends, meta),
            vec![ends.earlier.source.clone(), ends.later.source.clone()],
        ),
        None => match (own(earlier), own(later)) {
            (Some(before), Some(now)) => (
                before,
                now,
                format!(
                    "{}, and {} before, by the text\u{2019}s own numbers",
                    words::value(meta, now),
                    words::value(meta, before)
                ),
                Vec::new(),
            ),
            _ => {
                return Finding::new(
                    Verdict::Unsupported,
                    "Neither the evidence nor the text has the two figures that it is made of.",
                );
            }
        },
    };
    if before == 0.0 {
        return Finding::new(Verdict::Unsupported, format!("It began at nought: {both}."));
    }
    let actual = now / before;
    let right = (actual - times).abs() <= times * TIMES_ROOM;
    let mut finding = if right {
        Finding::new(Verdict::Supported, format!("{both}."))
    } else {
        Finding::new(
            Verdict::Contradicted,
            format!("It is {actual:.1} times as much: {both}."),
        )
    };
    for source in sources {
        finding = finding.by(&source);
    }
    finding
}
