//! What a figure is: its value with its n and interval, the comparison of two, the series and its
//! control limits, the benchmark beside it, and what of it may be published ([`disclosure`]: beside
//! everything else that is published).
//!
//! Pure: no IO, no clock, and nothing of the engine that computes figures. `measures` makes
//! figures, `plan` proposes ratings from them and `report` writes sentences about them; all
//! three speak the types of this room.

mod benchmark;
mod compare;
pub mod disclosure;
mod display;
mod doubt;
mod evidence;
mod figure;
mod interval;
mod measure;
mod naming;
mod period;
mod publish;
mod run_chart;
mod selector;

pub use benchmark::{
    BenchmarkComparison, BenchmarkValue, Comparator, NeighbourAverage, Quartile, Standing,
};
pub use compare::{Comparison, Test, Verdict, compare};
pub use display::{round_half_up, show_count, show_number, show_value};
pub use doubt::Doubt;
pub use evidence::{Evidence, EvidenceBook};
pub use figure::{Breakdown, Coverage, Figure, LeftOut, Outcome, Refusal};
pub use interval::{Interval, mean_interval, poisson_interval, rate_interval, wilson_interval};
pub use measure::{DefinitionId, MeasureId, MeasureMeta, Polarity, Shape, Unit};
pub use naming::{Naming, Threshold};
pub use period::{Period, Window};
pub use publish::{Cell, CountRow, Published, publish_groups, publish_table};
pub use run_chart::{ControlLimits, RunChart, Signal, run_chart};
pub use selector::{NotASelector, Selector};

#[cfg(test)]
mod test_figures {
    //! Figures for the tests of this room.

    use super::*;

    pub fn meta(id: &str, shape: Shape, polarity: Polarity) -> MeasureMeta {
        MeasureMeta {
            id: MeasureId::parse(id).unwrap(),
            title: id.to_owned(),
            subject: id.to_owned(),
            shape,
            polarity,
            unit: Unit::Child,
            value_unit: None,
            decimals: 1,
            definition: String::new(),
            source: String::new(),
            benchmarks: Vec::new(),
            fingerprint: DefinitionId {
                version: 1,
                sha256: String::new(),
            },
        }
    }

    /// A figure of a 12-month window; `numerator` of `denominator`.
    pub fn figure(meta: &MeasureMeta, month: &str, numerator: f64, denominator: f64) -> Figure {
        Figure {
            measure: meta.id.clone(),
            definition: meta.fingerprint.clone(),
            snapshot: "test".to_owned(),
            period: Period::ending(month.parse().unwrap(), Window::Months(12)),
            breakdown: None,
            numerator,
            denominator,
            value: match meta.shape {
                Shape::Count => Some(numerator),
                Shape::Percentage => Some(numerator / denominator * 100.0),
                Shape::Mean | Shape::Rate => Some(numerator / denominator),
            },
            interval: None,
            standard_deviation: None,
            coverage: Coverage {
                known: denominator as u64,
                cohort: denominator as u64,
            },
            left_out: Vec::new(),
            doubt: None,
            withheld: false,
        }
    }
}
