//! What of a figure may be said in a published report, decided before any word is chosen.
//!
//! A sentence, a table and a chart all begin here, so that none of them can show what another
//! one hides.

use waymark_codes::Month;
use waymark_figures::{
    BenchmarkComparison, Breakdown, Cell, Comparison, Evidence, EvidenceBook, Figure, MeasureMeta,
    Outcome, Period, Published, Selector, compare, publish_groups,
};
use waymark_plan::ComparatorKind;

use super::words;

/// A figure as it may be published, or why there is nothing to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown<'a> {
    /// It has a value that may be published.
    Known {
        /// The figure.
        figure: &'a Figure,
        /// Its value, unrounded.
        value: f64,
    },
    /// It, or what could be worked out from it, may rest on 1 to 5 children.
    Hidden(Period),
    /// There was no case in the period, so there is no value.
    NoCases(Period),
    /// It was refused.
    Refused {
        /// The period that was asked for.
        period: Period,
        /// The reason, a plain sentence.
        reason: &'a str,
    },
    /// It is not among the figures that were computed.
    NotComputed {
        /// The month that was asked for, where one was named.
        month: Option<Month>,
    },
}

impl<'a> Shown<'a> {
    fn of(evidence: &'a Evidence, outcome: &'a Outcome, hide: bool) -> Self {
        match outcome {
            Outcome::Refused(refusal) => Shown::Refused {
                period: refusal.period,
                reason: &refusal.reason,
            },
            Outcome::Figure(figure) => Shown::of_figure(&evidence.measure, figure, hide),
        }
    }

    fn of_figure(meta: &MeasureMeta, figure: &'a Figure, hide: bool) -> Self {
        match figure.value {
            _ if hide || !figure.is_publishable(meta) => Shown::Hidden(figure.period),
            None => Shown::NoCases(figure.period),
            Some(value) => Shown::Known { figure, value },
        }
    }

    /// The figure and its value, where they may be shown.
    pub fn known(&self) -> Option<(&'a Figure, f64)> {
        match self {
            Shown::Known { figure, value } => Some((figure, *value)),
            _ => None,
        }
    }

    /// The period, where one is known.
    pub fn period(&self) -> Option<Period> {
        match self {
            Shown::Known { figure, .. } => Some(figure.period),
            Shown::Hidden(period) | Shown::NoCases(period) | Shown::Refused { period, .. } => {
                Some(*period)
            }
            Shown::NotComputed { .. } => None,
        }
    }
}

/// The month that a figure is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichMonth {
    /// The month of the evidence.
    #[default]
    AsComputed,
    /// The latest month of the series that has a figure with cases.
    Latest,
    /// This month of the series.
    Month(Month),
}

/// The earlier figure that one is set against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// The one that the evidence holds, if it holds one.
    #[default]
    AsComputed,
    /// None.
    Nothing,
    /// The one of so many months earlier.
    MonthsEarlier(u16),
    /// The one of this month.
    Month(Month),
}

/// What a sentence is asked to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The month of the figure.
    pub month: WhichMonth,
    /// The earlier figure.
    pub against: Against,
    /// The published values, in order.
    pub beside: Vec<ComparatorKind>,
    /// Whether a share's numbers are set against the earlier ones as well.
    pub numbers: bool,
}

/// A figure, the earlier one and the published values, all as they may be published.
#[derive(Clone, Debug, PartialEq)]
pub struct View<'a> {
    /// The measure.
    pub meta: &'a MeasureMeta,
    /// The group, where it is about one.
    pub breakdown: Option<&'a Breakdown>,
    /// The figure.
    pub now: Shown<'a>,
    /// The earlier figure; none where none was asked for.
    pub earlier: Option<Shown<'a>>,
    /// The two set against each other; only where both may be shown.
    pub comparison: Option<Comparison>,
    /// Every published value that the evidence holds; empty where the figure may not be shown.
    pub published: Vec<BenchmarkComparison>,
}

/// A selector whose measure is not among those computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMeasure {
    /// The measure's id.
    pub id: String,
    /// The nearest id that was computed.
    pub nearest: Option<String>,
}

impl<'a> View<'a> {
    /// What may be said of a figure.
    ///
    /// A group's figure that is not an entry of the book is looked for among the groups of the
    /// whole measure. Fails only where the measure itself is not in the book.
    pub fn of(
        book: &'a EvidenceBook,
        selector: &'a Selector,
        asked: &Asked,
    ) -> Result<Self, UnknownMeasure> {
        let whole = Selector {
            measure: selector.measure.clone(),
            breakdown: None,
        };
        let parent = book.find(&whole);
        match (book.find(selector), parent) {
            (Some(evidence), _) => Ok(Self::of_entry(evidence, parent, asked)),
            (None, Some(parent)) => Ok(Self::of_group(parent, selector, asked)),
            (None, None) => {
                let same_measure = book
                    .entries()
                    .iter()
                    .find(|entry| entry.measure.id == selector.measure);
                match same_measure {
                    Some(entry) => Ok(Self::nothing(entry, selector)),
                    None => Err(unknown(book, selector)),
                }
            }
        }
    }

    fn of_entry(evidence: &'a Evidence, parent: Option<&'a Evidence>, asked: &Asked) -> Self {
        let meta = &evidence.measure;
        let hide_of = |outcome: &Outcome| match &evidence.breakdown {
            None => false,
            Some(group) => hides_group(meta, group, outcome.period(), parent),
        };
        let current = match asked.month {
            WhichMonth::AsComputed => Some(&evidence.current),
            WhichMonth::Month(month) => in_month(evidence, month),
            WhichMonth::Latest => Some(latest(evidence)),
        };
        let Some(current) = current else {
            let month = match asked.month {
                WhichMonth::Month(month) => Some(month),
                _ => None,
            };
            return Self {
                now: Shown::NotComputed { month },
                ..Self::bare(evidence)
            };
        };
        let now = Shown::of(evidence, current, hide_of(current));
        let month = current.period().month;
        let earlier_month = match asked.against {
            Against::Nothing => None,
            Against::AsComputed => evidence.earlier.as_ref().map(|e| e.period().month),
            Against::MonthsEarlier(months) => Some(month.minus(months)),
            Against::Month(month) => Some(month),
        };
        let earlier = earlier_month.map(|month| match in_month(evidence, month) {
            Some(outcome) => Shown::of(evidence, outcome, hide_of(outcome)),
            None => Shown::NotComputed { month: Some(month) },
        });
        let comparison = match (now.known(), earlier.as_ref().and_then(Shown::known)) {
            (Some((now, _)), Some((earlier, _))) => compare(meta, earlier, now),
            _ => None,
        };
        let published = now.known().map_or_else(Vec::new, |(figure, _)| {
            evidence
                .benchmarks
                .iter()
                .filter_map(|found| BenchmarkComparison::of(meta, figure, &found.benchmark))
                .collect()
        });
        Self {
            meta,
            breakdown: evidence.breakdown.as_ref(),
            now,
            earlier,
            comparison,
            published,
        }
    }

    fn of_group(parent: &'a Evidence, selector: &'a Selector, asked: &Asked) -> Self {
        let group = parent
            .groups
            .iter()
            .find(|figure| figure.breakdown == selector.breakdown);
        let wanted = match asked.month {
            WhichMonth::Month(month) => month,
            _ => parent.current.period().month,
        };
        let now = match (group, &selector.breakdown) {
            (Some(figure), Some(breakdown)) if figure.period.month == wanted => {
                let hide = hides_group(&parent.measure, breakdown, figure.period, Some(parent));
                Shown::of_figure(&parent.measure, figure, hide)
            }
            _ => Shown::NotComputed {
                month: Some(wanted),
            },
        };
        Self {
            breakdown: selector.breakdown.as_ref(),
            now,
            ..Self::bare(parent)
        }
    }

    fn nothing(entry: &'a Evidence, selector: &'a Selector) -> Self {
        Self {
            breakdown: selector.breakdown.as_ref(),
            ..Self::bare(entry)
        }
    }

    fn bare(entry: &'a Evidence) -> Self {
        Self {
            meta: &entry.measure,
            breakdown: entry.breakdown.as_ref(),
            now: Shown::NotComputed { month: None },
            earlier: None,
            comparison: None,
            published: Vec::new(),
        }
    }

    /// The subject of a sentence about it.
    pub fn subject(&self) -> String {
        match self.breakdown {
            None => self.meta.subject.clone(),
            Some(group) => format!("{} ({})", self.meta.subject, words::group(group)),
        }
    }

    /// Its title.
    pub fn title(&self) -> String {
        match self.breakdown {
            None => self.meta.title.clone(),
            Some(group) => format!("{} ({})", self.meta.title, words::group(group)),
        }
    }
}

fn unknown(book: &EvidenceBook, selector: &Selector) -> UnknownMeasure {
    let id = selector.measure.as_str();
    let ids = book.entries().iter().map(|entry| entry.measure.id.as_str());
    UnknownMeasure {
        nearest: crate::nearest(id, ids).map(str::to_owned),
        id: id.to_owned(),
    }
}

fn in_month(evidence: &Evidence, month: Month) -> Option<&Outcome> {
    [Some(&evidence.current), evidence.earlier.as_ref()]
        .into_iter()
        .flatten()
        .chain(&evidence.series)
        .find(|outcome| outcome.period().month == month)
}

fn latest(evidence: &Evidence) -> &Outcome {
    evidence
        .series
        .iter()
        .rev()
        .find(|outcome| outcome.figure().is_some_and(|figure| figure.n() > 0))
        .unwrap_or(&evidence.current)
}

/// Whether a group's figure about children is hidden. Beside the other groups and the total it is
/// hidden as in their table. For another period than that of the table the other groups are not
/// known, so it is hidden.
fn hides_group(
    meta: &MeasureMeta,
    group: &Breakdown,
    period: Period,
    parent: Option<&Evidence>,
) -> bool {
    if !meta.unit.is_about_children() {
        return false;
    }
    let Some(parent) = parent.filter(|parent| parent.current.period() == period) else {
        return true;
    };
    let table = group_table(parent, &group.dimension);
    let row = table
        .iter()
        .flat_map(|table| &table.rows)
        .find(|row| row.figure.breakdown.as_ref() == Some(group));
    row.is_none_or(|row| row.is_hidden())
}

/// The groups of one dimension as they may stand beside their total.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTable<'a> {
    /// One row for each group, in the evidence's order.
    pub rows: Vec<GroupRow<'a>>,
}

/// One group as it may be published.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow<'a> {
    /// The figure. Only what `published` shows of it may be written.
    pub figure: &'a Figure,
    /// What may be shown.
    pub published: Published,
}

impl GroupRow<'_> {
    /// Whether the value may not be shown.
    pub fn is_hidden(&self) -> bool {
        self.published.counted == Cell::Hidden || self.published.of == Cell::Hidden
    }
}

/// The groups of a dimension. None where nothing of them may be shown: where there is no group, or
/// where even the total would have to be hidden, which is shown elsewhere.
///
/// Which cells are hidden is decided in [`publish_groups`], from their table alone and from what is
/// withheld because of other tables, periods and reports.
pub fn group_table<'a>(evidence: &'a Evidence, dimension: &str) -> Option<GroupTable<'a>> {
    let of_dimension = |figure: &&Figure| {
        figure
            .breakdown
            .as_ref()
            .is_some_and(|breakdown| breakdown.dimension == dimension)
    };
    let figures: Vec<&Figure> = evidence.groups.iter().filter(of_dimension).collect();
    let published = publish_groups(&evidence.measure, &figures)?;
    let rows = figures
        .into_iter()
        .zip(published)
        .map(|(figure, published)| GroupRow { figure, published })
        .collect();
    Some(GroupTable { rows })
}
