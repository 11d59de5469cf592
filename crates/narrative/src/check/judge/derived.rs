//! Numbers made of other numbers.

use waymark_figures::{MeasureMeta, Shape, Verdict as Clear, compare, round_half_up};

use super::Finding;
use super::change::{Ends, ends, rises};
use super::compared::{left_out, named_around, spoken_goals};
use super::evidence::{find, told};
use super::from_text::shares;
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
    let Derived {
        linked,
        times,
        sense,
        beside,
        earlier,
        later,
    } = derived;
    let Some(subject) = &claim.subject else {
        if beside.is_some() {
            return Finding::new(
                Verdict::Unsupported,
                "The sentence names no measure that the evidence knows, so nothing says how it compares.",
            );
        }
        return from_numbers(linked.as_ref(), *sense, earlier, later);
    };
    let meta = &book.measures[subject.measure].meta;
    if let Some(times) = times {
        return multiple(*times, subject, earlier, later, meta, book);
    }
    let Some(linked) = linked else {
        return Finding::new(
            Verdict::Unsupported,
            "Nothing says what it is a difference of.",
        );
    };
    match beside {
        Some(whose) => from_comparator(
            claim, passage, linked, *sense, *whose, earlier, later, subject, meta, book,
        ),
        None => over_time(linked, *sense, earlier, later, subject, passage, book),
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

#[allow(clippy::too_many_arguments)] // One caller; a struct would only name them twice.
fn from_comparator(
    claim: &Claim,
    passage: &PassageClaims,
    linked: &Linked,
    sense: Option<Sense>,
    whose: Whose,
    earlier: &Side,
    later: &Side,
    subject: &Subject,
    meta: &MeasureMeta,
    book: &FactBook,
) -> Finding {
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
    let shown = shown_difference(linked, theirs.value, value, sense, meta);
    let finding = if shown || close(&linked.quantity, signed(difference, sense, meta), 0.0) {
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
    let finding = finding.by(&theirs.source);
    own.map_or(finding.clone(), |fact| finding.by(&fact.source))
}

/// Whether a stated difference is the one that follows; `give` is how far the latter is unsure.
fn close(quantity: &Quantity, actual: f64, give: f64) -> bool {
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

#[allow(clippy::too_many_arguments)] // One caller; a struct would only name them twice.
fn over_time(
    linked: &Linked,
    sense: Option<Sense>,
    earlier: &Side,
    later: &Side,
    subject: &Subject,
    passage: &PassageClaims,
    book: &FactBook,
) -> Finding {
    let meta = &book.measures[subject.measure].meta;
    let cases = linked
        .subject
        .as_ref()
        .is_some_and(|(other, fit)| other.measure == subject.measure && *fit == Fit::Cases);
    let Some(ends) = ends(book, subject, earlier, later) else {
        return from_passage(linked, sense, earlier, later, subject, passage, book, cases);
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
    let both = format!(
        "{}, and {} before",
        told(ends.later, meta),
        told(ends.earlier, meta)
    );
    let relative = linked.quantity.unit == Unit::Percent;
    let difference = if relative {
        (now - before) / before * 100.0
    } else {
        now - before
    };
    let points = now - before;
    let right = close(&linked.quantity, signed(difference, sense, meta), 0.0)
        // `fell by 7.3%` of a share is often meant in points; at the shown precision both are taken.
        || (relative && meta.shape == Shape::Percentage
            && close(&linked.quantity, signed(points, sense, meta), 0.0))
        || shown_difference(linked, before, now, sense, meta);
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
    finding.by(&ends.earlier.source).by(&ends.later.source)
}

/// The difference of the two values as they are shown: 18.5 from 25.8 are 7.3, whatever the
/// unrounded values give.
fn shown_difference(
    linked: &Linked,
    before: f64,
    now: f64,
    sense: Option<Sense>,
    meta: &MeasureMeta,
) -> bool {
    let shown = |value: f64| round_half_up(value, meta.decimals);
    linked.quantity.unit != Unit::Percent
        && close(
            &linked.quantity,
            signed(shown(now) - shown(before), sense, meta),
            0.0,
        )
}

fn worse_share(ends: &Ends<'_>, meta: &MeasureMeta) -> bool {
    match (&ends.earlier.figure, &ends.later.figure) {
        (Some(earlier), Some(later)) => {
            compare(meta, earlier, later).is_some_and(|found| found.verdict == Clear::Worse)
        }
        _ => false,
    }
}

/// Where the evidence has no figures for it, the numbers that the text gives are taken; cases of a
/// share are the share of the number that stands beside it.
#[allow(clippy::too_many_arguments)] // One caller; a struct would only name them twice.
fn from_passage(
    linked: &Linked,
    sense: Option<Sense>,
    earlier: &Side,
    later: &Side,
    subject: &Subject,
    passage: &PassageClaims,
    book: &FactBook,
    cases: bool,
) -> Finding {
    let meta = &book.measures[subject.measure].meta;
    if cases && meta.shape == Shape::Percentage {
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
        if let ([share_a, share_b], [whole_a, whole_b]) = (shares_of.as_slice(), wholes.as_slice())
        {
            let counted = |share: &Linked, whole: &Linked| {
                share.quantity.value / 100.0 * whole.quantity.value
            };
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
            if !close(&linked.quantity, signed(difference, sense, meta), give) {
                return Finding::new(
                    Verdict::Contradicted,
                    format!("That makes {difference:.0}: {arithmetic}."),
                );
            }
            let test = shares(
                meta,
                (share_a.quantity.value, whole_a.quantity.value),
                (share_b.quantity.value, whole_b.quantity.value),
                book,
            );
            return match test {
                Some(test) if test.verdict == Clear::Worse => Finding::new(
                    Verdict::Selective,
                    format!(
                        "The arithmetic is right ({arithmetic}). But the share fell clearly from {} to {}{}, and that is what a reader would want to know.",
                        words::value(meta, share_a.quantity.value),
                        words::value(meta, share_b.quantity.value),
                        test.p
                            .map_or_else(String::new, |p| format!(" ({})", words::probability(p)))
                    ),
                ),
                _ => Finding::new(Verdict::Supported, format!("{arithmetic}.")),
            };
        }
    }
    // The later number of the text less the difference is what the sentence says of the beginning.
    let stated = later.stated.as_ref().map(|stated| stated.quantity.value);
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
    let is_difference = linked.quantity.unit != Unit::Percent;
    if let (Some(stated), false, true, None) =
        (stated, near.is_empty(), is_difference, &earlier.stated)
    {
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
        return finding;
    }
    from_numbers(Some(linked), sense, earlier, later)
}

/// The text's own two numbers, where nothing else is known.
fn from_numbers(
    linked: Option<&Linked>,
    sense: Option<Sense>,
    earlier: &Side,
    later: &Side,
) -> Finding {
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

/// Months from a time that no figure ends with to the latest figure, within which that one is meant.
const LATEST_REACH: i32 = 3;

/// How far *doubled* reaches, as a part of the number of times.
const TIMES_ROOM: f64 = 0.1;

fn multiple(
    times: f64,
    subject: &Subject,
    earlier: &Side,
    later: &Side,
    meta: &MeasureMeta,
    book: &FactBook,
) -> Finding {
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
            format!(
                "{}, and {} before",
                told(ends.later, meta),
                told(ends.earlier, meta)
            ),
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
