//! What the years of a published measure say of an authority.

use std::collections::BTreeSet;

use serde::Serialize;
use waymark_codes::{LaCode, Month, Region};
use waymark_figures::{BenchmarkValue, Comparator, NeighbourAverage, Polarity, Standing};

use crate::area::{Area, RegionName};
use crate::benchmarks::Neighbours;
use crate::error::BenchmarkError;
use crate::published::{Cell, Published, Year};
use crate::stats::{mean, median, standing};

/// What one published year says of an authority and of those that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lookup {
    /// The name of the measure; of a sum, the names with ` + ` between them.
    pub name: String,
    /// The measure in words.
    pub measure: String,
    /// Digits after the point when shown; the values themselves are not rounded.
    pub decimals: u8,
    /// The year as it was published, such as `2017` or `2014-16`.
    pub year: String,
    /// The month that the year ends with.
    pub year_ending: Month,
    /// The authority itself.
    pub authority: Option<BenchmarkValue>,
    /// Its statistical neighbours: the unweighted average of those that have a value, with their
    /// number, or the average that a scorecard gives.
    pub neighbours: Option<BenchmarkValue>,
    /// Its region; London as a whole for measures that have no values for its two halves.
    pub region: Option<BenchmarkValue>,
    /// England.
    pub england: Option<BenchmarkValue>,
    /// Where it stands among all authorities; none where it has no value.
    pub standing: Option<Standing>,
}

impl Lookup {
    /// The values that there are: the authority, its neighbours, its region, England.
    pub fn values(&self) -> impl Iterator<Item = &BenchmarkValue> {
        [
            &self.authority,
            &self.neighbours,
            &self.region,
            &self.england,
        ]
        .into_iter()
        .flatten()
    }
}

/// The published year that is nearest to a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NearestYear {
    /// The month that it ends with.
    pub year_ending: Month,
    /// The year as it was published.
    pub year: String,
    /// Whether it had ended by the end of the month asked for. Where it had not, it is the earliest
    /// that ends after it, for want of an earlier one.
    pub had_ended: bool,
}

impl Published<'_> {
    /// The measure in words.
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Which way is good.
    pub fn polarity(&self) -> Polarity {
        self.polarity
    }

    /// The published years, by the month that they end with, earliest first.
    pub fn years(&self) -> impl Iterator<Item = (Month, &str)> {
        self.years
            .iter()
            .map(|(month, year)| (*month, year.label.as_str()))
    }

    /// The year to set beside a figure of a month; see [`Benchmarks::latest_at`](crate::Benchmarks::latest_at).
    pub fn latest_at(&self, month: Month) -> Option<NearestYear> {
        let ended = self.years.range(..=month).next_back();
        let had_ended = ended.is_some();
        let (year_ending, year) = ended.or_else(|| self.years.iter().next())?;
        Some(NearestYear {
            year_ending: *year_ending,
            year: year.label.clone(),
            had_ended,
        })
    }

    /// What every year says of an authority, earliest first.
    pub fn series(
        &self,
        authority: LaCode,
        neighbours: Neighbours,
    ) -> Result<Vec<Lookup>, BenchmarkError> {
        self.years
            .iter()
            .map(|(month, year)| self.lookup(authority, *month, year, neighbours))
            .collect()
    }

    /// What one year says of an authority; none where no year ends with this month.
    pub fn at(
        &self,
        authority: LaCode,
        year_ending: Month,
        neighbours: Neighbours,
    ) -> Result<Option<Lookup>, BenchmarkError> {
        self.years
            .get(&year_ending)
            .map(|year| self.lookup(authority, year_ending, year, neighbours))
            .transpose()
    }

    fn lookup(
        &self,
        authority: LaCode,
        year_ending: Month,
        year: &Year,
        neighbours: Neighbours,
    ) -> Result<Lookup, BenchmarkError> {
        let value = |comparator: Comparator, cell: &Cell| BenchmarkValue {
            name: self.name.clone(),
            comparator,
            year_ending,
            value: cell.value,
            source: cell.source.clone(),
        };
        let own = year.cells.get(&Area::Authority(authority));
        let region = self.region_of(authority).and_then(|area| {
            let name = area.name();
            let cell = year.cells.get(&area)?;
            Some(value(Comparator::Region { name }, cell))
        });
        let average = self.neighbours(authority, year, neighbours)?;
        Ok(Lookup {
            name: self.name.clone(),
            measure: self.measure.clone(),
            decimals: self.decimals,
            year: year.label.clone(),
            year_ending,
            authority: own.map(|cell| value(Comparator::Authority, cell)),
            neighbours: average.map(|(comparator, cell)| value(comparator, &cell)),
            region,
            england: year
                .cells
                .get(&Area::England)
                .map(|cell| value(Comparator::England, cell)),
            standing: own.filter(|cell| self.counts(cell)).map(|cell| {
                let all: Vec<f64> = year
                    .cells
                    .iter()
                    .filter(|(area, cell)| area.authority().is_some() && self.counts(cell))
                    .map(|(_, cell)| cell.value)
                    .collect();
                standing(cell.value, &all, self.polarity, self.has_quartiles)
            }),
        })
    }

    /// Whether a value has a place among all authorities: what is copied by hand has none beside
    /// base data, which is complete without it.
    fn counts(&self, cell: &Cell) -> bool {
        !(self.from_base_data && cell.by_hand)
    }

    /// The region whose values an authority is set beside. An authority that is not one of England's
    /// (a made-up one) has the only region that there are values for, where there is just one. Some measures are published for London
    /// but not for its halves; which of the two is used is the same in every year of a measure.
    fn region_of(&self, authority: LaCode) -> Option<Area> {
        let Some(known) = authority.authority() else {
            let cells = self.years.values().flat_map(|year| year.cells.keys());
            let regions: BTreeSet<Area> = cells
                .filter(|area| matches!(area, Area::Region(_) | Area::London))
                .copied()
                .collect();
            return regions.first().copied().filter(|_| regions.len() == 1);
        };
        let region = known.region;
        let area = Area::Region(RegionName(region));
        let published = self
            .years
            .values()
            .any(|year| year.cells.contains_key(&area));
        match region {
            Region::InnerLondon | Region::OuterLondon if !published => Some(Area::London),
            _ => Some(area),
        }
    }

    /// The average of an authority's neighbours. Beside base data it is computed, and else taken
    /// as a scorecard gives it; each stands in for the other. Where a scorecard gives the other
    /// average only, it is that, and the comparator says so.
    fn neighbours(
        &self,
        authority: LaCode,
        year: &Year,
        neighbours: Neighbours,
    ) -> Result<Option<(Comparator, Cell)>, BenchmarkError> {
        let given = |average: NeighbourAverage| {
            let given = year.given.get(&(authority, average))?;
            let comparator = Comparator::StatisticalNeighbours {
                model_year: given.model_year,
                average,
                with_value: given.with_value,
            };
            Some((comparator, given.cell.clone()))
        };
        let other = match neighbours.average {
            NeighbourAverage::Mean => NeighbourAverage::Median,
            NeighbourAverage::Median => NeighbourAverage::Mean,
        };
        let asked_for = given(neighbours.average);
        if asked_for.is_some() && !self.from_base_data {
            return Ok(asked_for);
        }
        let given = asked_for.or_else(|| given(other));
        match self.computed(authority, year, neighbours) {
            Ok(computed) => Ok(computed.or(given)),
            // Base data without its list of neighbours is half an import; scorecards need none.
            Err(missing) if self.from_base_data && given.is_none() => Err(missing),
            Err(_) => Ok(given),
        }
    }

    /// The average over the neighbours that have a value; none where none has.
    fn computed(
        &self,
        authority: LaCode,
        year: &Year,
        neighbours: Neighbours,
    ) -> Result<Option<(Comparator, Cell)>, BenchmarkError> {
        let Neighbours {
            model_year,
            average,
        } = neighbours;
        let cells: Vec<&Cell> = self
            .benchmarks
            .neighbours_of(authority, model_year)?
            .iter()
            .filter_map(|neighbour| year.cells.get(&Area::Authority(neighbour.code)))
            .collect();
        let values: Vec<f64> = cells.iter().map(|cell| cell.value).collect();
        let value = match average {
            NeighbourAverage::Mean => mean(&values),
            NeighbourAverage::Median => median(&values),
        };
        let comparator = Comparator::StatisticalNeighbours {
            model_year,
            average,
            with_value: u8::try_from(values.len()).ok(),
        };
        let sources: BTreeSet<&str> = cells.iter().map(|cell| cell.source.as_str()).collect();
        let source = sources.into_iter().collect::<Vec<_>>().join("; ");
        Ok(value.map(|value| {
            let cell = Cell {
                value,
                source,
                by_hand: false,
            };
            (comparator, cell)
        }))
    }
}
