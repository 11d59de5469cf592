//! One published measure, or the sum of several, with all its years.

use std::collections::BTreeMap;

use waymark_codes::{LaCode, Month};
use waymark_figures::{NeighbourAverage, Polarity};

use crate::SUM;
use crate::area::Area;
use crate::benchmarks::Benchmarks;
use crate::dictionary::DictionaryEntry;
use crate::lait_store::StoredCell;
use crate::scorecard::{ScorecardRow, Subject};
use crate::stats::without_noise;

/// A published value with the publication that it is from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub value: f64,
    pub source: String,
    /// Copied from a scorecard, where all else comes from base data.
    pub by_hand: bool,
}

/// An average that a scorecard gives, so that it need not be computed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GivenAverage {
    pub cell: Cell,
    pub with_value: Option<u8>,
    pub model_year: i16,
}

/// One published year.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Year {
    pub label: String,
    pub cells: BTreeMap<Area, Cell>,
    pub given: BTreeMap<(LaCode, NeighbourAverage), GivenAverage>,
}

/// A published measure with all its years.
pub struct Published<'a> {
    pub(crate) benchmarks: &'a Benchmarks,
    pub(crate) name: String,
    pub(crate) measure: String,
    pub(crate) polarity: Polarity,
    pub(crate) decimals: u8,
    pub(crate) has_quartiles: bool,
    /// Whether it comes from base data, so that what scorecards say only fills gaps.
    pub(crate) from_base_data: bool,
    pub(crate) years: BTreeMap<Month, Year>,
}

impl<'a> Published<'a> {
    /// A measure of LAIT. Cells without a value are left out, and so are years of which none is
    /// left.
    pub(crate) fn of_lait(
        benchmarks: &'a Benchmarks,
        name: &str,
        entry: &DictionaryEntry,
        cells: Vec<StoredCell>,
    ) -> Self {
        let mut years: BTreeMap<Month, Year> = BTreeMap::new();
        for cell in cells {
            let Some(value) = cell.value else { continue };
            let month = entry.year_type.ends_with(cell.last_year);
            let year = years.entry(month).or_default();
            if year.label != cell.label {
                // A year that is published twice counts as revised or final, not as provisional.
                let provisional = |label: &str| label.contains("prov");
                if !year.label.is_empty() && provisional(&cell.label) {
                    continue;
                }
                *year = Year {
                    label: cell.label.clone(),
                    ..Year::default()
                };
            }
            let source = format!(
                "DfE, Local Authority Interactive Tool: {}, {}",
                entry.title, cell.label
            );
            let cell_of_year = Cell {
                value,
                source,
                by_hand: false,
            };
            year.cells.insert(cell.area, cell_of_year);
        }
        Self {
            benchmarks,
            name: name.to_owned(),
            measure: entry.measure.clone(),
            polarity: entry.polarity,
            decimals: entry.shown_decimals(),
            has_quartiles: entry.has_quartiles,
            from_base_data: true,
            years,
        }
    }

    /// A measure that only scorecards give, without their figures. A scorecard says nothing of
    /// polarity, so there is no rank, unless LAIT's dictionary knows the measure.
    pub(crate) fn by_hand(
        benchmarks: &'a Benchmarks,
        name: &str,
        entry: Option<&DictionaryEntry>,
    ) -> Self {
        Self {
            benchmarks,
            name: name.to_owned(),
            measure: entry.map_or_else(|| name.to_owned(), |entry| entry.measure.clone()),
            polarity: entry.map_or(Polarity::None, |entry| entry.polarity),
            decimals: entry.map_or(0, DictionaryEntry::shown_decimals),
            has_quartiles: entry.is_some_and(|entry| entry.has_quartiles),
            from_base_data: false,
            years: BTreeMap::new(),
        }
    }

    /// Adds the figures of scorecards. Where there is a value already, it stays.
    pub(crate) fn with_scorecard(mut self, rows: &[&ScorecardRow]) -> Self {
        for row in rows {
            if !self.from_base_data {
                self.decimals = self.decimals.max(decimals_of(row.value));
            }
            let year = self.years.entry(row.year_ending).or_insert_with(|| Year {
                label: row.label.clone(),
                ..Year::default()
            });
            let cell = Cell {
                value: row.value,
                source: row.source.clone(),
                by_hand: true,
            };
            let (code, average) = match row.subject {
                Subject::Area(area) => {
                    year.cells.entry(area).or_insert(cell);
                    continue;
                }
                Subject::NeighboursMean(code) => (code, NeighbourAverage::Mean),
                Subject::NeighboursMedian(code) => (code, NeighbourAverage::Median),
            };
            let given = GivenAverage {
                cell,
                with_value: row.n.and_then(|n| u8::try_from(n).ok()),
                model_year: row.model_year(),
            };
            year.given.insert((code, average), given);
        }
        self
    }

    /// The sum of two measures, for the years and areas that both have a value for. It has the
    /// polarity of its parts where they agree. Averages that a scorecard gives are not added up,
    /// as their neighbours may differ.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut years = BTreeMap::new();
        for (month, year) in &self.years {
            let Some(others) = other.years.get(month) else {
                continue;
            };
            let cells: BTreeMap<Area, Cell> = year
                .cells
                .iter()
                .filter_map(|(area, cell)| {
                    let another = others.cells.get(area)?;
                    let sum = Cell {
                        value: without_noise(cell.value + another.value),
                        source: both(&cell.source, &another.source),
                        by_hand: cell.by_hand || another.by_hand,
                    };
                    Some((*area, sum))
                })
                .collect();
            if !cells.is_empty() {
                let sum = Year {
                    label: year.label.clone(),
                    cells,
                    given: BTreeMap::new(),
                };
                years.insert(*month, sum);
            }
        }
        let agree = self.polarity == other.polarity;
        Self {
            benchmarks: self.benchmarks,
            name: format!("{}{SUM}{}", self.name, other.name),
            measure: format!("{}{SUM}{}", self.measure, other.measure),
            polarity: if agree { self.polarity } else { Polarity::None },
            decimals: self.decimals.max(other.decimals),
            has_quartiles: self.has_quartiles && other.has_quartiles,
            from_base_data: self.from_base_data || other.from_base_data,
            years,
        }
    }
}

/// The sources of a sum, once where they are the same.
fn both(one: &str, another: &str) -> String {
    if one == another {
        one.to_owned()
    } else {
        format!("{one}{SUM}{another}")
    }
}

/// The digits after the point that a number needs, three at most.
fn decimals_of(value: f64) -> u8 {
    (0..3)
        .find(|decimals| waymark_figures::round_half_up(value, *decimals) == without_noise(value))
        .unwrap_or(3)
}
