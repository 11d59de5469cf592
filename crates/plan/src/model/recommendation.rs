//! A recommendation with its actions, milestones, measures and recorded rating.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::Selector;

use crate::ids::{ActionId, AimId, RecommendationId};

/// An officer: a post, and the name of who holds it where a person is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// The post, such as `Head of Service, First Response`.
    pub post: String,
    /// The name of a council officer; never of anybody else.
    pub name: Option<String>,
}

/// A recommendation of the inspectorate, and the authority's answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Its id, such as `R1`.
    pub id: RecommendationId,
    /// Its number in the inspectorate's report.
    pub number: u16,
    /// The inspectorate's words.
    pub text: String,
    /// The aims that it serves; at least one.
    pub aims: Vec<AimId>,
    /// Who answers for it.
    pub lead: Officer,
    /// What is done about it, in order.
    pub actions: Vec<Action>,
    /// What must have been reached by when, in order.
    pub milestones: Vec<Milestone>,
    /// The measures that should move.
    pub measures: Vec<LinkedMeasure>,
    /// Themes of the practice audits that bear on it.
    pub audit_themes: Vec<String>,
    /// The rating that a person recorded.
    pub rating: Option<RecordedRating>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its id, such as `R1.1`; one of its kind in the plan.
    pub id: ActionId,
    /// What is to be done.
    pub title: String,
    /// Who sees to it.
    pub lead: Officer,
    /// The team that does it.
    pub team: Option<String>,
    /// The day that work begins.
    pub start: Date,
    /// When it is to be done.
    pub schedule: Schedule,
    /// How far it has come.
    pub progress: Progress,
    /// What was reported on it, oldest first.
    pub updates: Vec<Update>,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Its id, such as `R1.M1`; one of its kind among actions and milestones of the plan. Where
    /// the file gives none, the ledger gives one.
    pub id: Option<ActionId>,
    /// What is reached.
    pub title: String,
    /// When it is to be reached.
    pub schedule: Schedule,
    /// The day that it was reached.
    pub done_on: Option<Date>,
    /// Where it was given up. It then counts neither as due nor as done.
    pub cancelled: Option<Cancellation>,
}

/// The giving up of a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// When something is to be done: the day first agreed, which never goes away, and every day
/// that took its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The day first agreed.
    pub first_due: Date,
    /// The days that took its place, in the order in which they were agreed.
    pub agreed: Vec<Redating>,
}

impl Schedule {
    /// The day that stands now.
    pub fn latest_due(&self) -> Date {
        self.agreed.last().map_or(self.first_due, |last| last.due)
    }

    /// How many days the day that stands now lies after the day first agreed; negative where it
    /// was brought forward.
    pub fn slippage_in_days(&self) -> i32 {
        (self.latest_due() - self.first_due).get_days()
    }
}

/// A later agreed day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redating {
    /// The new day.
    pub due: Date,
    /// Why.
    pub reason: String,
    /// The post or body that agreed.
    pub agreed_by: String,
    /// The day that it was agreed.
    pub on: Date,
}

/// How far an action has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum Progress {
    /// Not begun.
    NotStarted,
    /// Begun.
    InProgress,
    /// Done.
    Complete {
        /// The day that it was done.
        completed_on: Date,
        /// What shows that it was done.
        evidence: Option<String>,
    },
    /// Given up. It counts neither as due nor as done.
    Cancelled {
        /// The day that it was given up.
        cancelled_on: Option<Date>,
        /// Why.
        reason: String,
    },
}

impl Progress {
    /// The status in words, such as `in progress`.
    pub fn in_words(&self) -> &'static str {
        match self {
            Progress::NotStarted => "not started",
            Progress::InProgress => "in progress",
            Progress::Complete { .. } => "complete",
            Progress::Cancelled { .. } => "cancelled",
        }
    }
}

/// What was reported on an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The day.
    pub on: Date,
    /// The post that reported.
    pub by: String,
    /// What was reported.
    pub note: String,
}

/// A measure that should move because of a recommendation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedMeasure {
    /// The measure, or one group of it.
    pub selector: Selector,
    /// Where it stood at the beginning.
    pub baseline: Option<Baseline>,
    /// Where it should stand, and by when.
    pub target: Option<Target>,
    /// Where it should stand on the way, oldest first. Between baseline, these and the target the
    /// path runs straight.
    #[serde(default)]
    pub path: Vec<Target>,
    /// The threshold that the government sets, where there is one.
    pub threshold: Option<Threshold>,
    /// The published values to show beside it, in order.
    pub comparators: Vec<ComparatorKind>,
}

/// Where a measure stood at the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The value in the measure's own unit; percent for a percentage.
    pub value: f64,
    /// The month that its period ends with.
    pub period: Month,
}

/// Where a measure should stand.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The value in the measure's own unit; percent for a percentage.
    pub value: f64,
    /// The month that its period ends with.
    pub by: Month,
}

/// A threshold that somebody outside the authority sets for a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The value in the measure's own unit; percent for a percentage.
    pub value: f64,
    /// Who sets it, and where, such as `DfE, adoption scorecards`.
    pub set_by: String,
}

/// Whom a measure is shown beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparatorKind {
    /// The average of the statistical neighbours.
    StatisticalNeighbours,
    /// The authority's region.
    Region,
    /// England.
    England,
}

/// The rating that a person recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedRating {
    /// The rating.
    pub rating: Rating,
    /// The post, or the name and post, of who judged.
    pub judged_by: String,
    /// The day.
    pub on: Date,
    /// Why, in whole sentences; never empty.
    pub rationale: String,
    /// The meeting that agreed it.
    pub meeting: Option<String>,
}

/// A rating. Ordered from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rating {
    /// Red.
    Red,
    /// Amber.
    Amber,
    /// Green.
    Green,
    /// Complete, in a scheme that tells it from green.
    Blue,
}

impl Rating {
    /// The rating in words, such as `amber`.
    pub fn in_words(self) -> &'static str {
        match self {
            Rating::Red => "red",
            Rating::Amber => "amber",
            Rating::Green => "green",
            Rating::Blue => "blue",
        }
    }
}
