//! What one report shows of one measure, period by period: the whole, and the tables of its groups.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::CellNumbers;
use crate::evidence::EvidenceBook;
use crate::figure::{Breakdown, Figure, Outcome};
use crate::measure::{MeasureId, MeasureMeta};
use crate::period::Period;
use crate::publish::{Cell, Published, publish_groups};

/// How much of a cell a reader sees; what comes later shows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    /// Nothing.
    Nothing,
    /// How many cases there are, and not how many of them are counted.
    Size,
    /// Everything.
    All,
}

impl Seen {
    fn of(published: Published) -> Self {
        match (published.counted, published.of) {
            (Cell::Shown(_), Cell::Shown(_)) => Seen::All,
            (Cell::Hidden, Cell::Shown(_)) => Seen::Size,
            (_, Cell::Hidden) => Seen::Nothing,
        }
    }
}

/// A place where a report shows a cell: the whole of a measure, or a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The measure, by its place among those of the book.
    pub(super) measure: usize,
    pub(super) period: Period,
    pub(super) breakdown: Option<Breakdown>,
}

/// A cell, and how much of it is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageCell {
    pub(super) numbers: CellNumbers,
    pub(super) seen: Seen,
}

/// The groups of a dimension, by name.
pub(super) type Table = BTreeMap<String, PageCell>;

/// What a report shows of a measure in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) snapshot: String,
    pub(super) whole: PageCell,
    /// By dimension.
    pub(super) tables: BTreeMap<String, Table>,
}

/// What a report shows of a measure.
pub(super) type Pages = BTreeMap<Period, Page>;

/// The group that stands for all that no group of a table names. No real group is without a name.
pub(super) const REST: &str = "";

impl Page {
    /// The whole, and no table yet.
    pub(super) fn of_whole(snapshot: &str, whole: PageCell) -> Self {
        Self {
            snapshot: snapshot.to_owned(),
            whole,
            tables: BTreeMap::new(),
        }
    }

    /// Adds the table of a dimension. What its groups leave over of the whole becomes a group that
    /// is not shown.
    pub(super) fn add_table(&mut self, dimension: &str, mut table: Table) {
        let groups: Vec<CellNumbers> = table.values().map(|cell| cell.numbers).collect();
        if let Some(numbers) = self.whole.numbers.rest(&groups) {
            let rest = PageCell {
                numbers,
                seen: Seen::Nothing,
            };
            table.insert(REST.to_owned(), rest);
        }
        self.tables.insert(dimension.to_owned(), table);
    }

    /// The cell of a group, or of the whole.
    pub(super) fn cell(&self, breakdown: Option<&Breakdown>) -> Option<PageCell> {
        match breakdown {
            None => Some(self.whole),
            Some(of) => self.tables.get(&of.dimension)?.get(&of.group).copied(),
        }
    }

    /// The page of a measure and a period with nothing shown of these places.
    pub(super) fn without(&self, measure: usize, period: Period, hidden: &BTreeSet<Place>) -> Page {
        let mut page = self.clone();
        let here = |place: &&Place| place.measure == measure && place.period == period;
        for place in hidden.iter().filter(here) {
            let cell = match &place.breakdown {
                None => Some(&mut page.whole),
                Some(of) => page
                    .tables
                    .get_mut(&of.dimension)
                    .and_then(|table| table.get_mut(&of.group)),
            };
            if let Some(cell) = cell {
                cell.seen = Seen::Nothing;
            }
        }
        page
    }

    /// The tables of which something is shown. From the others nothing follows: a reader has no
    /// number to set beside another.
    pub(super) fn tables_seen(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.tables
            .iter()
            .filter(|(_, table)| table.values().any(|cell| cell.seen != Seen::Nothing))
            .map(|(dimension, table)| (dimension.as_str(), table))
    }

    /// Whether anything is shown.
    pub(super) fn shows_anything(&self) -> bool {
        self.whole.seen != Seen::Nothing || self.tables_seen().next().is_some()
    }

    /// Every cell but the rests of tables, with its group.
    pub(super) fn cells(&self) -> Vec<(Option<Breakdown>, PageCell)> {
        let groups = self.tables.iter().flat_map(|(dimension, table)| {
            table
                .iter()
                .filter(|(group, _)| group.as_str() != REST)
                .map(move |(group, cell)| {
                    let breakdown = Breakdown {
                        dimension: dimension.clone(),
                        group: group.clone(),
                    };
                    (Some(breakdown), *cell)
                })
        });
        std::iter::once((None, self.whole)).chain(groups).collect()
    }
}

/// What a book shows of a measure as a whole and of the groups of its current figure.
pub(super) fn pages_of(book: &EvidenceBook, measure: &MeasureId) -> Pages {
    let mut pages = Pages::new();
    let entries = book
        .entries()
        .iter()
        .filter(|entry| entry.measure.id == *measure && entry.breakdown.is_none());
    for entry in entries {
        let outcomes = [Some(&entry.current), entry.earlier.as_ref()]
            .into_iter()
            .flatten()
            .chain(&entry.series);
        for figure in outcomes.filter_map(Outcome::figure) {
            pages
                .entry(figure.period)
                .or_insert_with(|| Page::of_whole(&figure.snapshot, whole(&entry.measure, figure)));
        }
        add_tables(&mut pages, &entry.measure, &entry.groups);
    }
    pages
}

fn whole(meta: &MeasureMeta, figure: &Figure) -> PageCell {
    PageCell {
        numbers: CellNumbers::behind(meta, figure),
        seen: if figure.is_publishable(meta) {
            Seen::All
        } else {
            Seen::Nothing
        },
    }
}

fn add_tables(pages: &mut Pages, meta: &MeasureMeta, groups: &[Figure]) {
    let mut by_dimension: BTreeMap<(Period, &str), Vec<&Figure>> = BTreeMap::new();
    for figure in groups {
        if let Some(breakdown) = &figure.breakdown {
            by_dimension
                .entry((figure.period, breakdown.dimension.as_str()))
                .or_default()
                .push(figure);
        }
    }
    for ((period, dimension), figures) in by_dimension {
        let published = publish_groups(meta, &figures);
        let table: Table = figures
            .iter()
            .enumerate()
            .filter_map(|(at, figure)| {
                let cell = PageCell {
                    numbers: CellNumbers::behind(meta, figure),
                    seen: published
                        .as_ref()
                        .map_or(Seen::Nothing, |rows| Seen::of(rows[at])),
                };
                let breakdown = figure.breakdown.as_ref()?;
                Some((breakdown.group.clone(), cell))
            })
            .collect();
        pages
            .entry(period)
            .or_insert_with(|| Page::of_whole(&figures[0].snapshot, all_of(&table)))
            .add_table(dimension, table);
    }
}

/// A whole that is not shown, as the sum of its groups.
pub(super) fn all_of(table: &Table) -> PageCell {
    let cells = || table.values().map(|cell| cell.numbers);
    PageCell {
        numbers: CellNumbers {
            counted: cells().map(|numbers| numbers.counted).sum(),
            of: cells().map(|numbers| numbers.of).sum(),
            cohort: cells().map(|numbers| numbers.cohort).sum(),
        },
        seen: Seen::Nothing,
    }
}
