//! All that is known of one measure on one day: what a rating and a sentence are made from.

use serde::{Deserialize, Serialize};

use crate::benchmark::BenchmarkComparison;
use crate::compare::Comparison;
use crate::doubt::Doubt;
use crate::figure::{Breakdown, Figure, Outcome};
use crate::measure::{MeasureId, MeasureMeta};
use crate::selector::Selector;

/// All that is known of one measure, or of one group of it, on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The measure.
    pub measure: MeasureMeta,
    /// The group, where it is about one.
    pub breakdown: Option<Breakdown>,
    /// The figure of the period asked for.
    pub current: Outcome,
    /// The figure of the period that it is compared with.
    pub earlier: Option<Outcome>,
    /// The two set against each other, where both have a value.
    pub comparison: Option<Comparison>,
    /// Month by month, oldest first, ending with the current one.
    pub series: Vec<Outcome>,
    /// Published values beside the current figure, where it has a value.
    pub benchmarks: Vec<BenchmarkComparison>,
    /// The current figure's groups, by dimension and then group.
    pub groups: Vec<Figure>,
}

impl Evidence {
    /// The current figure, where there is one.
    pub fn figure(&self) -> Option<&Figure> {
        self.current.figure()
    }
}

/// The evidence of every measure of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidenceBook {
    entries: Vec<Evidence>,
}

impl EvidenceBook {
    /// A book of these entries.
    pub fn new(entries: Vec<Evidence>) -> Self {
        Self { entries }
    }

    /// The evidence of a measure as a whole, or of one group of it.
    pub fn find(&self, selector: &Selector) -> Option<&Evidence> {
        self.entries.iter().find(|entry| {
            entry.measure.id == selector.measure && entry.breakdown == selector.breakdown
        })
    }

    /// Every entry, in the order given.
    pub fn entries(&self) -> &[Evidence] {
        &self.entries
    }

    /// Says of a measure's current figure that cases of it are in doubt, or that none are.
    pub fn set_doubt(&mut self, measure: &MeasureId, doubt: Option<Doubt>) {
        let whole = self
            .entries
            .iter_mut()
            .filter(|entry| entry.measure.id == *measure && entry.breakdown.is_none());
        for entry in whole {
            if let Some(figure) = entry.current.figure_mut() {
                figure.doubt = doubt.clone().map(Box::new);
            }
        }
    }

    /// Every entry, for its figures to be marked as withheld.
    pub(crate) fn entries_mut(&mut self) -> &mut [Evidence] {
        &mut self.entries
    }
}
