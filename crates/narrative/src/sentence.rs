//! Sentences about figures. Every number, direction word and verdict in them comes from the
//! figures; nobody writes them, so none of them can say what the data does not.
//!
//! What may be said at all is decided in [`shown`]; this module only finds the words.

mod beside;
mod shown;
pub mod words;

pub use beside::comparator;
pub use beside::{age, is_of};
pub use shown::{
    Against, Asked, GroupRow, GroupTable, Shown, UnknownMeasure, View, WhichMonth, group_table,
};

use waymark_figures::{Figure, MeasureMeta, Period, Polarity, Shape, Verdict, show_count};
use waymark_plan::{ComparatorKind, Target};

/// Where a figure stands against an earlier one: the label that stands before its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Clearly the bad way.
    Worse,
    /// Clearly the good way.
    Better,
    /// Clearly higher, where neither way is good in itself.
    Higher,
    /// Clearly lower, where neither way is good in itself.
    Lower,
    /// Within what chance alone could give, or too few cases to tell.
    NoClearChange,
    /// There is a figure, but no earlier one beside it.
    NotCompared,
    /// It may not be published.
    NotShown,
    /// There is no figure.
    NotKnown,
}

impl Standing {
    /// Every standing, in the order in which they are counted.
    pub const ALL: [Standing; 8] = [
        Standing::Better,
        Standing::Worse,
        Standing::Higher,
        Standing::Lower,
        Standing::NoClearChange,
        Standing::NotCompared,
        Standing::NotShown,
        Standing::NotKnown,
    ];

    /// The label's words.
    pub fn in_words(self) -> &'static str {
        match self {
            Standing::Worse => "Worse",
            Standing::Better => "Better",
            Standing::Higher => "Higher",
            Standing::Lower => "Lower",
            Standing::NoClearChange => "No clear change",
            Standing::NotCompared => "Not compared",
            Standing::NotShown => "Not shown",
            Standing::NotKnown => "Not known",
        }
    }
}

/// What is said of one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The label.
    pub standing: Standing,
    /// Whole sentences, in order; never empty.
    pub sentences: Vec<String>,
}

impl Statement {
    /// The sentences as one text.
    pub fn text(&self) -> String {
        self.sentences.join(" ")
    }
}

/// Says what a view shows: the figure, the comparison with the earlier one, and the published
/// values that were asked for.
pub fn tell(view: &View<'_>, numbers: bool, beside: &[ComparatorKind]) -> Statement {
    let subject = view.subject();
    let Some((figure, value)) = view.now.known() else {
        let (standing, sentence) = without_figure(&subject, &view.now);
        return Statement {
            standing,
            sentences: vec![sentence],
        };
    };
    let (standing, mut sentences) = match &view.earlier {
        None => (
            Standing::NotCompared,
            vec![alone(&subject, view.meta, figure, value)],
        ),
        Some(earlier) => match earlier.known() {
            Some((before, _)) => compared(view, &subject, before, figure),
            None => (
                Standing::NotCompared,
                vec![
                    alone(&subject, view.meta, figure, value),
                    cannot_compare(earlier, figure.period),
                ],
            ),
        },
    };
    if let (true, Shape::Percentage, Some((before, _))) = (
        numbers,
        view.meta.shape,
        view.earlier.as_ref().and_then(Shown::known),
    ) {
        sentences.push(in_numbers(before, figure));
    }
    sentences.extend(beside::sentences(view, beside));
    Statement {
        standing,
        sentences,
    }
}

/// Where a figure stands against its target. The figure's side of the target is told only where
/// the figure is, and where one way is good.
pub fn target(view: &View<'_>, target: &Target) -> String {
    let goal = format!(
        "The target is {} by {}",
        words::value(view.meta, target.value),
        target.by.in_words()
    );
    let met = view
        .now
        .known()
        .and_then(|(_, value)| match view.meta.polarity {
            Polarity::Low => Some(value <= target.value),
            Polarity::High => Some(value >= target.value),
            Polarity::None => None,
        });
    match met {
        None => format!("{goal}."),
        Some(true) => format!("{goal}; the figure meets it."),
        Some(false) => format!("{goal}; the figure does not meet it."),
    }
}

/// Why a figure is hidden, as the end of a sentence.
const HIDDEN: &str = "because it, or what could be worked out from it, may rest on 1 to 5 children";

fn without_figure(subject: &str, shown: &Shown<'_>) -> (Standing, String) {
    match shown {
        Shown::Hidden(period) => (
            Standing::NotShown,
            format!("{subject} {} is not shown, {HIDDEN}.", period.in_words()),
        ),
        Shown::NoCases(period) => (
            Standing::NotKnown,
            format!(
                "{subject} {} is not known: there were no cases.",
                period.in_words()
            ),
        ),
        Shown::Refused { period, reason } => (
            Standing::NotKnown,
            format!(
                "{subject} {} is not known: {}",
                period.in_words(),
                clause(reason)
            ),
        ),
        Shown::NotComputed { month: Some(month) } => (
            Standing::NotKnown,
            format!(
                "{subject} is not known: no figure was computed for {}.",
                month.in_words()
            ),
        ),
        Shown::NotComputed { month: None } | Shown::Known { .. } => (
            Standing::NotKnown,
            format!("{subject} is not known: no figure was computed."),
        ),
    }
}

fn alone(subject: &str, meta: &MeasureMeta, figure: &Figure, value: f64) -> String {
    format!(
        "{subject} was {} {}{}.",
        words::value(meta, value),
        figure.period.in_words(),
        words::basis(meta, figure)
    )
}

fn cannot_compare(earlier: &Shown<'_>, now: Period) -> String {
    let when = match earlier.period() {
        Some(period) => words::earlier(period, now),
        None => "an earlier period".to_owned(),
    };
    let start = format!(
        "It cannot be compared with the figure of {}",
        genitive(&when)
    );
    match earlier {
        Shown::Hidden(_) => format!("{start}, which is not shown {HIDDEN}."),
        Shown::NoCases(_) => format!("{start}: there were no cases."),
        Shown::Refused { reason, .. } => format!("{start}: {}", clause(reason)),
        Shown::NotComputed { month: Some(month) } => {
            format!(
                "It cannot be compared with {}: no figure was computed.",
                month.in_words()
            )
        }
        Shown::NotComputed { month: None } | Shown::Known { .. } => {
            format!("{start}: no figure was computed.")
        }
    }
}

/// A period's words after `the figure of`: its preposition falls away.
fn genitive(when: &str) -> &str {
    ["in the ", "in ", "at "]
        .iter()
        .find_map(|preposition| {
            let rest = when.strip_prefix(preposition)?;
            Some(if *preposition == "in the " {
                &when[3..]
            } else {
                rest
            })
        })
        .unwrap_or(when)
}

fn compared(
    view: &View<'_>,
    subject: &str,
    before: &Figure,
    now: &Figure,
) -> (Standing, Vec<String>) {
    let Some(comparison) = &view.comparison else {
        let value = now.value.unwrap_or_default();
        return (
            Standing::NotCompared,
            vec![alone(subject, view.meta, now, value)],
        );
    };
    let meta = view.meta;
    let side = |figure: &Figure, value: f64, when: &str| {
        format!(
            "{} {when}{}",
            words::value(meta, value),
            words::basis(meta, figure)
        )
    };
    let later = side(now, comparison.later_value, &now.period.in_words());
    let standing = standing(comparison.verdict);
    let size = words::difference(meta, comparison.difference);
    let rose = comparison.difference > 0.0;
    let mut sentences = Vec::new();
    if standing == Standing::NoClearChange {
        let when = words::earlier(before.period, now.period);
        let earlier = side(before, comparison.earlier_value, &when);
        if comparison.difference.abs() < 1e-9 {
            let basis = words::basis(meta, before);
            sentences.push(format!("{subject} was {later}, the same as {when}{basis}."));
        } else {
            sentences.push(format!("{subject} was {later}, compared with {earlier}."));
            sentences.push(unclear(meta, comparison.difference, comparison.p));
        }
    } else {
        let earlier = side(before, comparison.earlier_value, &before.period.in_words());
        let (verb, noun) = if rose {
            ("rose", "rise")
        } else {
            ("fell", "fall")
        };
        let verdict = match standing {
            Standing::Better => "clearly better",
            Standing::Worse => "clearly worse",
            _ if rose => "clearly higher, which is neither better nor worse in itself",
            _ => "clearly lower, which is neither better nor worse in itself",
        };
        sentences.push(format!(
            "{subject} {verb} from {earlier} to {later}: {verdict}."
        ));
        let p = comparison.p.map(words::probability).unwrap_or_default();
        sentences.push(format!(
            "The {noun} of {size} is more than chance alone would be likely to give ({p})."
        ));
    }
    sentences.extend(overlap(before.period, now.period));
    (standing, sentences)
}

fn standing(verdict: Verdict) -> Standing {
    match verdict {
        Verdict::Better => Standing::Better,
        Verdict::Worse => Standing::Worse,
        Verdict::Higher => Standing::Higher,
        Verdict::Lower => Standing::Lower,
        Verdict::NoClearChange => Standing::NoClearChange,
    }
}

fn unclear(meta: &MeasureMeta, difference: f64, p: Option<f64>) -> String {
    let size = if words::shows_as_nought(meta, difference) {
        format!("less than {}", words::smallest_difference(meta))
    } else {
        words::difference(meta, difference)
    };
    let Some(p) = p else {
        return format!(
            "There are too few cases to tell whether the difference of {size} is more than chance."
        );
    };
    let what = match (meta.polarity, difference > 0.0) {
        (Polarity::None, _) => "a change",
        (Polarity::High, true) | (Polarity::Low, false) => "improvement",
        (Polarity::High, false) | (Polarity::Low, true) => "worsening",
    };
    format!(
        "The difference of {size} is within what chance alone could give ({}), so it is not evidence of {what}.",
        words::probability(p)
    )
}

/// Figures of periods that share months share cases, and the tests take them to be independent.
fn overlap(before: Period, now: Period) -> Option<String> {
    if before.ends < now.starts {
        return None;
    }
    let starts = before.starts.max(now.starts);
    let ends = before.ends.min(now.ends);
    let months = waymark_codes::Month::of(starts).months_until(waymark_codes::Month::of(ends)) + 1;
    let shared = words::counted(usize::try_from(months).unwrap_or(0), "month", "months");
    Some(format!(
        "The two periods have {shared} in common and so share cases, which makes the test a guide only."
    ))
}

fn in_numbers(before: &Figure, now: &Figure) -> String {
    let more = |later: f64, earlier: f64| match later - earlier {
        0.0 => "the same".to_owned(),
        more if more > 0.0 => format!("{} more", show_count(more)),
        fewer => format!("{} fewer", show_count(-fewer)),
    };
    format!(
        "In numbers: {} against {} {} ({}), out of {} against {} ({}).",
        show_count(now.numerator),
        show_count(before.numerator),
        words::earlier(before.period, now.period),
        more(now.numerator, before.numerator),
        show_count(now.denominator),
        show_count(before.denominator),
        more(now.denominator, before.denominator),
    )
}

/// A reason as it stands after a colon: the article or pronoun that it begins with goes small,
/// and it ends with one full stop.
fn clause(reason: &str) -> String {
    const SMALL: [&str; 13] = [
        "The", "A", "An", "No", "This", "It", "There", "Some", "None", "Only", "Neither", "Not",
        "Its",
    ];
    let reason = reason.trim().trim_end_matches('.');
    let first = reason.split(' ').next().unwrap_or_default();
    let mut text = if SMALL.contains(&first) {
        reason.replacen(first, &first.to_lowercase(), 1)
    } else {
        reason.to_owned()
    };
    text.push('.');
    text
}
