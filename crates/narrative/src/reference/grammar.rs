//! The text of a reference: read to what it asks for, and written from it.

use std::fmt;
use std::str::FromStr;

use waymark_codes::Month;
use waymark_figures::Selector;
use waymark_plan::ComparatorKind;

use super::error::NotAReference;
use super::part::Part;
use super::plan_count::PlanCount;
use crate::sentence::WhichMonth;

/// What a figure is set beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Other {
    /// The same figure of an earlier month.
    Month(Month),
    /// The same figure of 12 months earlier.
    YearBefore,
    /// The same figure of the month that the inspection ended in; where no figure ends with it, of
    /// the nearest earlier one within six months.
    Inspection,
    /// A published value.
    Published(ComparatorKind),
    /// The target that the plan has for it.
    Target,
}

impl Other {
    /// Every word that can stand after `vs`, beside a month. Of two for the same the first is
    /// written.
    pub const WORDS: [(&'static str, Other); 7] = [
        ("year-before", Other::YearBefore),
        ("inspection", Other::Inspection),
        (
            "statistical-neighbours",
            Other::Published(ComparatorKind::StatisticalNeighbours),
        ),
        (
            "neighbours",
            Other::Published(ComparatorKind::StatisticalNeighbours),
        ),
        ("region", Other::Published(ComparatorKind::Region)),
        ("england", Other::Published(ComparatorKind::England)),
        ("target", Other::Target),
    ];

    pub(super) fn read(text: &str) -> Option<Self> {
        match Self::WORDS.into_iter().find(|(word, _)| *word == text) {
            Some((_, other)) => Some(other),
            None => text.parse().ok().map(Other::Month),
        }
    }
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Other::Month(month) => write!(f, "{month}"),
            other => {
                let (word, _) = Self::WORDS
                    .into_iter()
                    .find(|(_, named)| named == other)
                    .expect("all but a month has a word");
                f.write_str(word)
            }
        }
    }
}

/// A reference, read: a figure, what it is set beside, and the part that is wanted; or a count of
/// the plan.
///
/// It is read with or without its braces, and written with them.
///
/// ```
/// use waymark_narrative::reference::{Other, Part, Reference};
/// use waymark_narrative::sentence::WhichMonth;
///
/// let read: Reference = "{{ re-referrals @ 2017-09 vs 2016-09 | change }}".parse().unwrap();
/// assert_eq!(read.to_string(), "{{re-referrals@2017-09 vs 2016-09 | change}}");
///
/// let september = WhichMonth::Month("2017-09".parse().unwrap());
/// let made = Reference::value("re-referrals".parse().unwrap(), september)
///     .versus(Other::Month("2016-09".parse().unwrap()))
///     .part(Part::Change);
/// assert_eq!(made, read);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub(super) about: About,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    Figure(OfFigure),
    Plan(PlanCount),
}

/// What is asked of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfFigure {
    pub selector: Selector,
    pub month: WhichMonth,
    pub other: Option<Other>,
    /// None where the reference names no part.
    pub part: Option<Part>,
}

impl OfFigure {
    /// The part that is given: the one named, else the value, or with `vs` the whole clause.
    pub fn given(&self) -> Part {
        let by_itself = match self.other {
            None => Part::Value,
            Some(_) => Part::Sentence,
        };
        self.part.unwrap_or(by_itself)
    }
}

impl Reference {
    /// The value of a figure.
    pub fn value(selector: Selector, month: WhichMonth) -> Self {
        Self {
            about: About::Figure(OfFigure {
                selector,
                month,
                other: None,
                part: None,
            }),
        }
    }

    /// The same figure set beside something. A count of the plan stays as it is.
    pub fn versus(mut self, other: Other) -> Self {
        if let About::Figure(figure) = &mut self.about {
            figure.other = Some(other);
        }
        self
    }

    /// A part of the same. A count of the plan stays as it is.
    pub fn part(mut self, part: Part) -> Self {
        if let About::Figure(figure) = &mut self.about {
            figure.part = Some(part);
        }
        self
    }

    /// A count of the plan.
    pub fn plan(count: PlanCount) -> Self {
        Self {
            about: About::Plan(count),
        }
    }

    /// The figure that it is about; none for a count of the plan.
    pub fn selector(&self) -> Option<&Selector> {
        self.figure().map(|figure| &figure.selector)
    }

    fn figure(&self) -> Option<&OfFigure> {
        match &self.about {
            About::Figure(figure) => Some(figure),
            About::Plan(_) => None,
        }
    }
}

impl FromStr for Reference {
    type Err = NotAReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Pieces::of(text).read()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{{")?;
        match &self.about {
            About::Plan(count) => {
                let (subject, part) = count.written();
                f.write_str(subject)?;
                if let Some(part) = part {
                    write!(f, " | {part}")?;
                }
            }
            About::Figure(figure) => {
                write!(f, "{}", figure.selector)?;
                match figure.month {
                    WhichMonth::AsComputed => {}
                    WhichMonth::Latest => f.write_str("@latest")?,
                    WhichMonth::Month(month) => write!(f, "@{month}")?,
                }
                if let Some(other) = figure.other {
                    write!(f, " vs {other}")?;
                }
                if let Some(part) = figure.part {
                    write!(f, " | {part}")?;
                }
            }
        }
        f.write_str("}}")
    }
}

/// The pieces of a reference's text, taken apart and not yet read, so that one of them can be
/// mended while the others stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    /// What stands first: a selector, or a word for what is counted in the plan.
    pub subject: String,
    /// What stands after `@`.
    pub month: Option<String>,
    /// What stands after `vs`.
    pub other: Option<String>,
    /// What stands after `|`.
    pub part: Option<String>,
}

impl Pieces {
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let text = text
            .strip_prefix("{{")
            .and_then(|rest| rest.strip_suffix("}}"))
            .unwrap_or(text)
            .trim();
        let from = group_end(text).unwrap_or(0);
        let (text, part) = cut(text, text[from..].find('|').map(|at| from + at), 1);
        let (text, other) = cut(text, versus(text, from), 2);
        let (subject, month) = cut(text, text[from..].find('@').map(|at| from + at), 1);
        Self {
            subject: subject.trim().to_owned(),
            month: month.map(|piece| piece.trim().to_owned()),
            other: other.map(|piece| piece.trim().to_owned()),
            part: part.map(|piece| piece.trim().to_owned()),
        }
    }

    pub fn read(&self) -> Result<Reference, NotAReference> {
        if self.subject.is_empty() {
            return Err(NotAReference::Empty);
        }
        if !PlanCount::parts(&self.subject).is_empty() {
            return self.read_count().map(Reference::plan);
        }
        let text = self.subject.clone();
        let selector = self
            .subject
            .parse()
            .map_err(|_| NotAReference::Subject { text })?;
        let month = match self.month.as_deref() {
            None => WhichMonth::AsComputed,
            Some("latest") => WhichMonth::Latest,
            Some(month) => WhichMonth::Month(month.parse().map_err(|_| NotAReference::Month {
                text: month.to_owned(),
            })?),
        };
        let other = self.other.as_deref().map(|other| {
            Other::read(other).ok_or_else(|| NotAReference::Other {
                text: other.to_owned(),
            })
        });
        let part = self.part.as_deref().map(|part| {
            Part::read(part).ok_or_else(|| NotAReference::Part {
                text: part.to_owned(),
            })
        });
        let (other, part) = (other.transpose()?, part.transpose()?);
        Ok(Reference {
            about: About::Figure(OfFigure {
                selector,
                month,
                other,
                part,
            }),
        })
    }

    fn read_count(&self) -> Result<PlanCount, NotAReference> {
        let subject = self.subject.clone();
        if self.month.is_some() || self.other.is_some() {
            return Err(NotAReference::CountAlone { subject });
        }
        let part = self.part.as_deref();
        PlanCount::read(&self.subject, part).ok_or_else(|| NotAReference::CountPart {
            subject,
            text: part.unwrap_or_default().to_owned(),
        })
    }
}

/// A text cut at a mark of so many bytes, where it has the mark.
fn cut(text: &str, mark: Option<usize>, length: usize) -> (&str, Option<&str>) {
    match mark {
        Some(at) => (&text[..at], Some(&text[at + length..])),
        None => (text, None),
    }
}

/// Where the bracket of a group closes: what stands in it may hold the grammar's own marks, as a
/// team's name is free text.
fn group_end(text: &str) -> Option<usize> {
    let open = text.find(['[', '@', '|'])?;
    if !text[open..].starts_with('[') {
        return None;
    }
    text[open..]
        .match_indices(']')
        .map(|(at, _)| open + at + 1)
        .find(|end| {
            let rest = text[*end..].trim_start();
            rest.is_empty() || rest.starts_with(['@', '|']) || rest.starts_with("vs")
        })
}

/// Where the word `vs` stands, after something that it can set beside something.
fn versus(text: &str, from: usize) -> Option<usize> {
    text[from..]
        .match_indices("vs")
        .map(|(at, _)| from + at)
        .find(|at| {
            let (before, after) = (&text[..*at], &text[*at + 2..]);
            let is_word = (before.ends_with(char::is_whitespace) || before.ends_with(']'))
                && (after.is_empty() || after.starts_with(char::is_whitespace));
            is_word && !before.trim().is_empty()
        })
}
