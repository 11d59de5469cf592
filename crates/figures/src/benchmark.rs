//! A published value beside a figure.

use serde::{Deserialize, Serialize};
use waymark_codes::Month;

use crate::compare::Verdict;
use crate::figure::Figure;
use crate::measure::MeasureMeta;

/// How the neighbours' values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NeighbourAverage {
    /// Unweighted mean, as LAIT shows.
    Mean,
    /// Median, as DfE's Outcomes and Enablers dashboard shows.
    Median,
}

/// Whom a published value is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// The authority itself, as published.
    Authority,
    /// Its statistical neighbours.
    StatisticalNeighbours {
        /// The year of the neighbour list.
        model_year: i16,
        /// Which average.
        average: NeighbourAverage,
        /// How many of the neighbours have a value; none where the source does not say.
        with_value: Option<u8>,
    },
    /// Its region.
    Region {
        /// The region's name.
        name: String,
    },
    /// England.
    England,
}

impl Comparator {
    /// The comparator in words, such as `statistical neighbours' mean (2025 list, 10 of 10)`.
    pub fn in_words(&self) -> String {
        match self {
            Comparator::Authority => "the authority as published".to_owned(),
            Comparator::StatisticalNeighbours {
                model_year,
                average,
                with_value,
            } => {
                let average = match average {
                    NeighbourAverage::Mean => "mean",
                    NeighbourAverage::Median => "median",
                };
                match with_value {
                    Some(n) => format!(
                        "statistical neighbours\u{2019} {average} ({model_year} list, {n} with a value)"
                    ),
                    None => format!("statistical neighbours\u{2019} {average} ({model_year} list)"),
                }
            }
            Comparator::Region { name } => name.clone(),
            Comparator::England => "England".to_owned(),
        }
    }
}

/// One published value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkValue {
    /// The published measure's name, such as `lait/LACStable_2016on`.
    pub name: String,
    /// Whom it is about.
    pub comparator: Comparator,
    /// The month that its year, or years, end with.
    pub year_ending: Month,
    /// The value, in the unit of the measure that it is the twin of.
    pub value: f64,
    /// The publication.
    pub source: String,
}

/// Where an authority stands among all, in a published year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// 1 is best by polarity; ties take the lowest. None for measures without polarity.
    pub rank: Option<u16>,
    /// How many authorities have a value.
    pub of: u16,
    /// None for measures without polarity, or marked to have none.
    pub quartile: Option<Quartile>,
}

/// A is best by polarity, D worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Quartile {
    /// The best quarter.
    A,
    /// The second.
    B,
    /// The third.
    C,
    /// The worst quarter.
    D,
}

/// A figure set beside a published value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenchmarkComparison {
    /// The published value.
    pub benchmark: BenchmarkValue,
    /// The figure minus the published value.
    pub difference: f64,
    /// Clear only where the published value lies outside the figure's 95% interval.
    pub verdict: Verdict,
    /// Months from the end of the published year to the end of the figure's period; negative where
    /// the published year ends later.
    pub age_in_months: i32,
}

impl BenchmarkComparison {
    /// Sets a figure beside a published value; none where the figure has no value.
    pub fn of(meta: &MeasureMeta, figure: &Figure, benchmark: &BenchmarkValue) -> Option<Self> {
        let difference = figure.value? - benchmark.value;
        let verdict = match figure.interval {
            Some(interval) if !interval.contains(benchmark.value) => {
                Verdict::of_clear_difference(difference, meta.polarity)
            }
            _ => Verdict::NoClearChange,
        };
        Some(Self {
            difference,
            verdict,
            age_in_months: benchmark.year_ending.months_until(figure.period.month),
            benchmark: benchmark.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::{Polarity, Shape};
    use crate::test_figures::{figure, meta};

    #[test]
    fn an_sdq_of_16_is_not_in_line_with_14_1() {
        // 450 scores, deviation 6.5: half width about 1.965 * 6.5 / sqrt(450) = 0.60, so 15.4 to 16.6.
        let meta = meta("sdq-average", Shape::Mean, Polarity::Low);
        let mut sdq = figure(&meta, "2017-09", 7200.0, 450.0);
        sdq.interval = crate::mean_interval(16.0, 6.5, 450.0);
        let england = BenchmarkValue {
            name: "lait/Emotional_LAC".into(),
            comparator: Comparator::England,
            year_ending: "2017-03".parse().unwrap(),
            value: 14.1,
            source: "DfE".into(),
        };
        let found = BenchmarkComparison::of(&meta, &sdq, &england).unwrap();
        assert_eq!(found.verdict, Verdict::Worse);
        assert_eq!(found.age_in_months, 6);
        assert!((found.difference - 1.9).abs() < 1e-9);
    }
}
