//! One figure, or the reason why there is none.

use serde::{Deserialize, Serialize};

use crate::doubt::Doubt;
use crate::interval::Interval;
use crate::measure::{DefinitionId, MeasureId, MeasureMeta, Shape};
use crate::period::Period;
use crate::publish::is_small;

/// One group of a breakdown, such as team `Strengthening Families`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Breakdown {
    /// The definition's column without `by_`, such as `team`.
    pub dimension: String,
    /// The group, or `not recorded`.
    pub group: String,
}

/// Of how many cases the answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Cases with a known answer.
    pub known: u64,
    /// All cases of the cohort.
    pub cohort: u64,
}

impl Coverage {
    /// The known share in percent; 100 for an empty cohort.
    pub fn percent(self) -> f64 {
        if self.cohort == 0 {
            100.0
        } else {
            self.known as f64 / self.cohort as f64 * 100.0
        }
    }
}

/// Cases that a definition sets apart for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The reason in a few words, such as `died`.
    pub reason: String,
    /// How many.
    pub cases: u64,
}

/// A measure's value in a period, with everything that it was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The measure.
    pub measure: MeasureId,
    /// The definition that was run.
    pub definition: DefinitionId,
    /// The snapshot's id.
    pub snapshot: String,
    /// The days that it is about.
    pub period: Period,
    /// The group, where it is about one.
    pub breakdown: Option<Breakdown>,
    /// Counted cases (count, percentage), or the sum of values (mean, rate).
    pub numerator: f64,
    /// Cases with a known answer (count, percentage, mean), or what the values are per (rate).
    pub denominator: f64,
    /// The value: a number, percent, mean or rate by shape, unrounded. None where the denominator
    /// is zero and the shape is not a count.
    pub value: Option<f64>,
    /// 95% interval: Poisson (count, rate), Wilson (percentage), t (mean).
    pub interval: Option<Interval>,
    /// Sample standard deviation of the values, for a mean of two or more.
    pub standard_deviation: Option<f64>,
    /// How many cases have a known answer.
    pub coverage: Coverage,
    /// Cases that the definition sets apart, by reason; they are in neither numerator nor
    /// denominator.
    pub left_out: Vec<LeftOut>,
    /// Cases whose data fails checks that would change the figure; none where all pass, or no check
    /// is known that would.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Box<Doubt>>,
    /// Whether it is kept out of what is published, because a small number could be worked out from
    /// it and other figures. Set by [`crate::disclosure::protect()`] alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

impl Figure {
    /// How many cases stand behind the value: its n.
    pub fn n(&self) -> u64 {
        self.coverage.known
    }

    /// Whether the figure may stand in a published report: false where it is withheld, and where it
    /// is about children and its counted cases, those not counted, or all together are 1 to 5.
    ///
    /// What else must be withheld, so that nothing can be worked out, is found by
    /// [`crate::disclosure::protect()`] for a whole book of evidence.
    pub fn is_publishable(&self, meta: &MeasureMeta) -> bool {
        if self.withheld {
            return false;
        }
        if !meta.unit.is_about_children() {
            return true;
        }
        match meta.shape {
            Shape::Mean | Shape::Rate => !is_small(self.n()),
            Shape::Count | Shape::Percentage => {
                let counted = self.numerator as u64;
                !is_small(counted)
                    && !is_small(self.n())
                    && (counted == self.n() || !is_small(self.n() - counted))
            }
        }
    }
}

/// Why a measure has no figure for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The measure.
    pub measure: MeasureId,
    /// The period that was asked for.
    pub period: Period,
    /// The reason in a plain sentence: what is missing, and what to do.
    pub reason: String,
}

/// A figure, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The figure.
    Figure(Figure),
    /// The reason.
    Refused(Refusal),
}

impl Outcome {
    /// The figure, where there is one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Outcome::Figure(figure) => Some(figure),
            Outcome::Refused(_) => None,
        }
    }

    /// The figure, where there is one, to be marked as withheld.
    pub(crate) fn figure_mut(&mut self) -> Option<&mut Figure> {
        match self {
            Outcome::Figure(figure) => Some(figure),
            Outcome::Refused(_) => None,
        }
    }

    /// The period that was asked for.
    pub fn period(&self) -> Period {
        match self {
            Outcome::Figure(figure) => figure.period,
            Outcome::Refused(refusal) => refusal.period,
        }
    }
}
