//! What can be wrong with a reference: each error says what, where and what to do.

use std::fmt;

use waymark_codes::Month;
use waymark_figures::{Breakdown, Period, Selector};
use waymark_plan::ComparatorKind;

use super::grammar::Other;
use super::meant::{group_meant, month_meant, month_nearest, other_meant, part_meant, word_meant};
use super::part::Part;
use super::plan_count::PlanCount;
use crate::sentence::words;

/// Why a text is no reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReference {
    /// There is nothing that it could be about.
    #[error(
        "the braces say nothing of what is meant: write a measure's id, such as `{{{{re-referrals}}}}`, or a count of the plan: {}",
        either(PlanCount::subjects())
    )]
    Empty,
    /// The braces are opened and not closed.
    #[error("the braces are opened and not closed: write `}}}}` where the reference ends")]
    NotClosed,
    /// What stands first names nothing.
    #[error(
        "`{text}` names no figure: write a measure's id, such as `re-referrals`, one group of it, such as `audits-good-or-better[theme=management oversight]`, or a count of the plan: {}",
        either(PlanCount::subjects())
    )]
    Subject {
        /// What stands there.
        text: String,
    },
    /// What stands after `@` is no month.
    #[error(
        "`{text}` is not a month: write year and month, such as `2017-09`, or `latest`{}",
        did_you_mean(month_meant(text))
    )]
    Month {
        /// What stands there.
        text: String,
    },
    /// What stands after `vs` is nothing that a figure can be set beside.
    #[error(
        "a figure cannot be set beside `{text}`: write an earlier month, such as `2016-09`, or one of {}{}",
        either(Other::WORDS.map(|(word, _)| word)),
        did_you_mean(other_meant(text))
    )]
    Other {
        /// What stands there.
        text: String,
    },
    /// There is no such part of a figure.
    #[error("there is no part `{text}`{}", part_hint(text))]
    Part {
        /// What stands there.
        text: String,
    },
    /// There is no such part of what is counted in the plan.
    #[error("there is no part `{text}` of {subject}{}", count_hint(subject, text))]
    CountPart {
        /// What is counted.
        subject: String,
        /// The part that is asked for.
        text: String,
    },
    /// A count of the plan has neither a month nor anything beside it.
    #[error(
        "{subject} are counted in the plan as it stands on the day of the text: leave out the month and what stands after `vs`"
    )]
    CountAlone {
        /// What is counted.
        subject: String,
    },
}

/// Why a reference has no words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// It cannot be read.
    #[error(transparent)]
    NotAReference(#[from] NotAReference),
    /// No figure of the measure was computed.
    #[error("no measure called `{id}` is among the figures{}", did_you_mean(nearest.as_ref()))]
    UnknownMeasure {
        /// The measure's id.
        id: String,
        /// What was probably meant: a measure, or a count of the plan.
        nearest: Option<String>,
    },
    /// The measure has no such group.
    #[error(
        "`{}` has no group `{}`{}",
        selector.measure,
        selector.breakdown.as_ref().map(group_text).unwrap_or_default(),
        group_hint(selector, groups)
    )]
    UnknownGroup {
        /// What is asked for.
        selector: Selector,
        /// The groups that there are.
        groups: Vec<Breakdown>,
    },
    /// No figure of that month was computed.
    #[error("no figure of `{selector}` was computed{}{}", for_month(*month), months_hint(there, *month))]
    NoFigure {
        /// The measure or group.
        selector: Selector,
        /// The month, where one is known.
        month: Option<Month>,
        /// Whether it is the earlier figure, that of after `vs`.
        earlier: bool,
        /// The months with a figure that could stand there instead, oldest first.
        there: Vec<Month>,
    },
    /// The figure was refused.
    #[error("`{selector}` has no figure {}: {}", period.in_words(), reason.trim_end_matches('.'))]
    Refused {
        /// The measure or group.
        selector: Selector,
        /// The period.
        period: Period,
        /// Why.
        reason: String,
    },
    /// The figure may not be published.
    #[error(
        "`{selector}` {} may not be published, because it, or what could be worked out from it, may rest on 1 to 5 children: write the sentence without it, or use another figure",
        period.in_words()
    )]
    Hidden {
        /// The measure or group.
        selector: Selector,
        /// The period.
        period: Period,
    },
    /// There was no case, so there is no value.
    #[error(
        "`{selector}` has no value {}, as there were no cases: write the sentence without it, or use another month",
        period.in_words()
    )]
    NoCases {
        /// The measure or group.
        selector: Selector,
        /// The period.
        period: Period,
    },
    /// What should be the earlier figure is not earlier.
    #[error("the figure after `vs` must be the earlier one, and {other} is not before {month}: {}", order_hint(*month, *other))]
    NotEarlier {
        /// The month of the figure.
        month: Month,
        /// The month of the other one.
        other: Month,
    },
    /// Nothing published stands beside the figure.
    #[error("nothing is published for `{}` to set `{selector}` beside{}", Other::Published(*wanted), published_hint(there))]
    NotPublished {
        /// The measure or group.
        selector: Selector,
        /// Whose value is asked for.
        wanted: ComparatorKind,
        /// Whose values there are.
        there: Vec<ComparatorKind>,
    },
    /// The plan has no target for it.
    #[error(
        "the plan has no target for `{selector}`: write the sentence without it, or set the target in the plan"
    )]
    NoTarget {
        /// The measure or group.
        selector: Selector,
    },
    /// The plan has more than one target for it, and the reference cannot say which.
    #[error("the plan has {} targets for `{selector}` ({}): write the sentence without a reference to them", targets.len(), words::list(targets))]
    SeveralTargets {
        /// The measure or group.
        selector: Selector,
        /// The targets, each as `8.0% by March 2018`.
        targets: Vec<String>,
    },
    /// The part is not in what is asked for.
    #[error("`{part}` cannot be given: {}", lack.in_words())]
    CannotGive {
        /// The part.
        part: Part,
        /// What it lacks.
        lack: Lack,
    },
    /// The plan is not known.
    #[error(
        "the plan is not known here, so nothing can be said about its counts, its targets or its inspection"
    )]
    NoPlan,
}

/// What a part lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Anything beside the figure.
    Other,
    /// An earlier figure.
    Earlier,
    /// A published value or a target.
    Theirs,
    /// A published value.
    Published,
    /// A number of cases out of others.
    Counts,
    /// An interval.
    Interval,
    /// Cases enough to find a probability.
    Probability,
    /// A good way, which a target needs to be met or missed.
    GoodWay,
}

impl Lack {
    /// What is lacking and what to do, as it stands after a colon.
    pub fn in_words(self) -> &'static str {
        match self {
            Lack::Other => {
                "it needs something to set the figure beside; add `vs year-before`, or `vs england`"
            }
            Lack::Earlier => {
                "it is about a figure and an earlier one; write `vs year-before`, or `vs` and a month"
            }
            Lack::Theirs => {
                "it is about a published value or a target; write `vs england`, or `vs target`"
            }
            Lack::Published => "it is about a published value; write `vs england`, or `vs region`",
            Lack::Counts => "the value is not a number of cases out of others; use `cases`, or `n`",
            Lack::Interval => "the figure has no interval; write the sentence without it",
            Lack::Probability => {
                "there are too few cases to find a probability; write the sentence without it"
            }
            Lack::GoodWay => {
                "neither way is good in itself for this measure, so it neither meets nor misses a target; use `theirs`"
            }
        }
    }
}

/// `` `a`, `b` or `c` ``.
fn either<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        other => other.concat(),
    }
}

fn did_you_mean<T: fmt::Display>(meant: Option<T>) -> String {
    meant
        .map(|meant| format!("; did you mean `{meant}`?"))
        .unwrap_or_default()
}

fn part_hint(text: &str) -> String {
    match part_meant(text) {
        Some(part) => did_you_mean(Some(part)),
        None => format!("; write one of {}", either(Part::ALL.map(Part::name))),
    }
}

fn count_hint(subject: &str, text: &str) -> String {
    let parts = PlanCount::parts(subject);
    match word_meant(text, parts.iter().copied()) {
        Some(part) => did_you_mean(Some(part)),
        None => format!("; write one of {}", either(parts)),
    }
}

/// A group as it stands in the brackets of a selector.
fn group_text(group: &Breakdown) -> String {
    format!("{}={}", group.dimension, group.group)
}

fn group_hint(selector: &Selector, groups: &[Breakdown]) -> String {
    let meant = selector
        .breakdown
        .as_ref()
        .and_then(|wanted| group_meant(wanted, groups));
    match meant {
        Some(group) => did_you_mean(Some(group_text(&group))),
        None if groups.is_empty() => "; no groups of it were computed".to_owned(),
        None => {
            let groups: Vec<String> = groups.iter().map(group_text).collect();
            format!(
                "; write one of {}",
                either(groups.iter().map(String::as_str))
            )
        }
    }
}

fn for_month(month: Option<Month>) -> String {
    month
        .map(|month| format!(" for {month}"))
        .unwrap_or_default()
}

/// A few months are listed; of many the ends are told, and the nearest.
fn months_hint(there: &[Month], wanted: Option<Month>) -> String {
    const FEW: usize = 6;
    let names: Vec<String> = there.iter().map(Month::to_string).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!("; there is one for {only}"),
        few if few.len() <= FEW => format!("; there are figures for {}", words::list(few)),
        [first, .., last] => {
            let nearest = wanted
                .and_then(|wanted| month_nearest(wanted, there))
                .map(|month| format!(", the nearest is that of {month}"))
                .unwrap_or_default();
            format!(
                "; there are {} figures between {first} and {last}{nearest}",
                names.len()
            )
        }
    }
}

fn order_hint(month: Month, other: Month) -> String {
    if other > month {
        format!("write `@{other}` and `vs {month}`")
    } else {
        "write an earlier month, or `year-before`".to_owned()
    }
}

fn published_hint(there: &[ComparatorKind]) -> String {
    if there.is_empty() {
        return ": write the sentence without it".to_owned();
    }
    let names: Vec<String> = there
        .iter()
        .map(|kind| Other::Published(*kind).to_string())
        .collect();
    format!(
        "; there is something for {}",
        either(names.iter().map(String::as_str))
    )
}
