//! What published reports have shown: kept with each of them, since nothing that was published can
//! be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::numbers::{CellNumbers, Part};
use super::page::{Page, PageCell, Pages, Seen, Table, all_of, pages_of};
use crate::evidence::EvidenceBook;
use crate::figure::Breakdown;
use crate::measure::MeasureId;
use crate::period::Period;
use crate::publish::SMALL_UP_TO;

/// A report that was published: what it showed, and what it hid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierPublication {
    /// What everybody can read.
    pub shown: PublishedCells,
    /// What nobody may read: kept with the archive, so that later reports can be held against it.
    pub hidden: HiddenCells,
}

/// The numbers of children that a report shows, by measure, period and group. They may be published
/// with it. Measures that are not about children have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedCells {
    /// The cells of which something is shown.
    pub cells: Vec<PublishedCell>,
}

/// A cell of which something is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedCell {
    /// The measure.
    pub measure: MeasureId,
    /// The days that it is about.
    pub period: Period,
    /// The group; none for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
    /// The snapshot that the numbers are from.
    pub snapshot: String,
    /// The counted cases. None where they are hidden, and for a mean or a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<u64>,
    /// The cases with a known answer.
    pub of: u64,
    /// All cases of the cohort. None where 1 to 5 of them have no known answer, or where the counted
    /// cases are hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<u64>,
}

/// The true numbers of the cells of which something is hidden. Never to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenCells {
    /// The cells; those of tables of which nothing is shown are left out, as nothing follows from
    /// them.
    pub cells: Vec<HiddenCell>,
}

/// A cell of which something is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenCell {
    /// The measure.
    pub measure: MeasureId,
    /// The days that it is about.
    pub period: Period,
    /// The group; none for the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
    /// Its numbers.
    pub numbers: CellNumbers,
}

impl EarlierPublication {
    /// What the report of a book shows and hides. The book is the one that was published, with
    /// everything marked that [`super::protect()`] withheld.
    ///
    /// Every figure of the book counts as shown where it may be, whether or not the report's
    /// template had a place for it.
    pub fn of(book: &EvidenceBook) -> Self {
        let mut publication = Self::default();
        let mut seen: Vec<&MeasureId> = Vec::new();
        for entry in book.entries() {
            let measure = &entry.measure.id;
            if entry.measure.unit.is_about_children() && !seen.contains(&measure) {
                seen.push(measure);
                for (period, page) in pages_of(book, measure) {
                    publication.add_page(measure, period, &page);
                }
            }
        }
        publication
    }

    fn add_page(&mut self, measure: &MeasureId, period: Period, page: &Page) {
        let is_seen = |dimension: &str| page.tables_seen().any(|(seen, _)| seen == dimension);
        for (breakdown, cell) in page.cells() {
            if breakdown
                .as_ref()
                .is_some_and(|of| !is_seen(of.dimension.as_str()))
            {
                continue;
            }
            let shown = shown_of(cell);
            if let Some((counted, cohort)) = shown {
                self.shown.cells.push(PublishedCell {
                    measure: measure.clone(),
                    period,
                    breakdown: breakdown.clone(),
                    snapshot: page.snapshot.clone(),
                    counted,
                    of: cell.numbers.of,
                    cohort,
                });
            }
            if shown != Some((cell.numbers.counted, Some(cell.numbers.cohort))) {
                self.hidden.cells.push(HiddenCell {
                    measure: measure.clone(),
                    period,
                    breakdown,
                    numbers: cell.numbers,
                });
            }
        }
    }

    /// What the report shows of a measure.
    pub(super) fn pages(&self, measure: &MeasureId) -> Pages {
        let mut wholes: BTreeMap<Period, (String, PageCell)> = BTreeMap::new();
        let mut tables: BTreeMap<(Period, &str), Table> = BTreeMap::new();
        for (place, (snapshot, cell)) in self.cells(measure) {
            match place {
                (period, None) => {
                    wholes.insert(period, (snapshot, cell));
                }
                (period, Some(of)) => {
                    tables
                        .entry((period, of.dimension.as_str()))
                        .or_default()
                        .insert(of.group.clone(), cell);
                }
            }
        }
        let mut pages: Pages = wholes
            .into_iter()
            .map(|(period, (snapshot, whole))| (period, Page::of_whole(&snapshot, whole)))
            .collect();
        for ((period, dimension), table) in tables {
            pages
                .entry(period)
                .or_insert_with(|| Page::of_whole("", all_of(&table)))
                .add_table(dimension, table);
        }
        pages
    }

    /// Every cell of a measure with its true numbers, and its snapshot where something of it is
    /// shown.
    fn cells(
        &self,
        measure: &MeasureId,
    ) -> BTreeMap<(Period, Option<&Breakdown>), (String, PageCell)> {
        let mut cells = BTreeMap::new();
        for cell in self
            .hidden
            .cells
            .iter()
            .filter(|cell| cell.measure == *measure)
        {
            let hidden = PageCell {
                numbers: cell.numbers,
                seen: Seen::Nothing,
            };
            let place = (cell.period, cell.breakdown.as_ref());
            cells.insert(place, (String::new(), hidden));
        }
        for shown in self
            .shown
            .cells
            .iter()
            .filter(|cell| cell.measure == *measure)
        {
            let place = (shown.period, shown.breakdown.as_ref());
            // What is not among the hidden cells is shown whole.
            let numbers = match cells.get(&place) {
                Some((_, hidden)) => hidden.numbers,
                None => CellNumbers {
                    counted: shown.counted,
                    of: shown.of,
                    cohort: shown.cohort.unwrap_or(shown.of),
                },
            };
            let seen = if shown.counted == numbers.counted {
                Seen::All
            } else {
                Seen::Size
            };
            cells.insert(place, (shown.snapshot.clone(), PageCell { numbers, seen }));
        }
        cells
    }
}

/// The counted cases and the cohort as they are shown; none where nothing is.
fn shown_of(cell: PageCell) -> Option<(Option<u64>, Option<u64>)> {
    let numbers = cell.numbers;
    match cell.seen {
        Seen::Nothing => None,
        Seen::Size => Some((None, None)),
        Seen::All => {
            let is_masked = (1..=SMALL_UP_TO).contains(&numbers.part(Part::Missing));
            let cohort = (!is_masked).then_some(numbers.cohort);
            Some((numbers.counted, cohort))
        }
    }
}
