//! The evidence that a text is held to: what is known of each measure, for whom, and when.
//!
//! It is made from figures with their cases ([`of`]), from published values alone
//! ([`published`]), or from a file ([`read`]). A fact without cases behind it has no n, so nothing
//! can be said about chance.

mod book;
mod published;
mod read;

pub use book::of;
pub use published::{PublishedError, published};
pub use read::{FactsError, read};

use jiff::civil::Date;
use waymark_codes::Month;
use waymark_figures::{Figure, MeasureId, MeasureMeta, Naming, Selector};
use waymark_plan::RatingSummary;

/// Whom a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// The authority itself.
    Authority,
    /// Its statistical neighbours, averaged.
    Neighbours,
    /// Its region.
    Region,
    /// England.
    England,
}

impl Whose {
    /// The name in a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            Whose::Authority => "the authority",
            Whose::Neighbours => "statistical neighbours",
            Whose::Region => "the region",
            Whose::England => "England",
        }
    }
}

/// One value that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The measure, or a group of it.
    pub selector: Selector,
    /// Whom it is about.
    pub whose: Whose,
    /// The month that its period ends with.
    pub month: Month,
    /// The value, in the unit of the measure.
    pub value: f64,
    /// Digits after the point that it was published with; none for a value that is exact.
    pub decimals: Option<u8>,
    /// The figure with its cases, where they are known.
    pub figure: Option<Figure>,
    /// Where it comes from, for the reader: a reference, or a publication.
    pub source: String,
    /// Whether it may be published.
    pub publishable: bool,
}

/// A measure that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownMeasure {
    /// What it is.
    pub meta: MeasureMeta,
    /// How people speak of it.
    pub naming: Naming,
}

/// A value that is aimed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// The measure, or a group of it.
    pub selector: Selector,
    /// The value.
    pub value: f64,
    /// Who set it.
    pub of: GoalOf,
}

/// Who set a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalOf {
    /// The plan, by a month.
    Plan(Month),
    /// A national body.
    Threshold,
}

/// What the plan says that a text may count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanFacts {
    /// Recommendations.
    pub recommendations: usize,
    /// Actions that were not cancelled.
    pub actions: usize,
    /// Actions that are complete.
    pub actions_done: usize,
    /// Recommendations by rating.
    pub ratings: RatingSummary,
    /// Amounts in pounds, and what they are for.
    pub money: Vec<(String, f64)>,
}

/// All that a text is held to.
#[derive(Clone, Debug, PartialEq)]
pub struct FactBook {
    /// The day of the text.
    pub as_at: Date,
    /// The authority's name.
    pub authority: String,
    /// Its region's name.
    pub region: Option<String>,
    /// The month of the inspection.
    pub inspection: Option<Month>,
    /// The measures that words are searched for, whether or not there is a fact about them.
    pub measures: Vec<KnownMeasure>,
    /// The values.
    pub facts: Vec<Fact>,
    /// Targets and thresholds.
    pub goals: Vec<Goal>,
    /// The plan, where it is known.
    pub plan: Option<PlanFacts>,
}

impl FactBook {
    /// A measure by its id.
    pub fn measure(&self, id: &MeasureId) -> Option<&KnownMeasure> {
        self.measures.iter().find(|known| known.meta.id == *id)
    }

    /// The values of a measure, or a group of it, for somebody; in order of their months.
    pub fn of_selector(&self, selector: &Selector, whose: Whose) -> Vec<&Fact> {
        let mut found: Vec<&Fact> = self
            .facts
            .iter()
            .filter(|fact| fact.whose == whose && fact.selector == *selector)
            .collect();
        found.sort_by_key(|fact| fact.month);
        found
    }

    /// The groups of a measure that something is known of.
    pub fn groups(&self, id: &MeasureId) -> Vec<&Selector> {
        let mut groups: Vec<&Selector> = self
            .facts
            .iter()
            .map(|fact| &fact.selector)
            .filter(|selector| selector.measure == *id && selector.breakdown.is_some())
            .collect();
        groups.sort();
        groups.dedup();
        groups
    }

    /// The month that the text was written in: figures that end later are not meant.
    pub fn month(&self) -> Month {
        Month::of(self.as_at)
    }
}

/// A figure of a day without its numbers, for what a text alone gives.
pub(crate) fn bare_figure(meta: &MeasureMeta, month: Month) -> Figure {
    read::bare(meta, month, waymark_figures::Window::Day)
}
