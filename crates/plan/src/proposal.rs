//! The proposal of a rating: a pure function of the plan, the figures and the day.
//!
//! It has two parts that are never mixed. **Delivery** asks whether actions and milestones are
//! done by the days first agreed; **impact** asks whether the linked measures move the right way,
//! towards their targets. A person then records one rating with a rationale, and the report shows
//! all three. The rules of each part are a table in [`delivery`] and [`impact`].

use jiff::civil::Date;
use serde::Serialize;
use waymark_figures::{EvidenceBook, Selector, Verdict};

use crate::delivery::delivery;
use crate::ids::RecommendationId;
use crate::impact::impact;
use crate::model::{Rating, Recommendation, Scheme};

/// What Waymark proposes for one recommendation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// From actions, milestones and days alone.
    pub delivery: Part,
    /// From the linked measures alone.
    pub impact: Part,
}

/// One part of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The rating; none where nothing can be said, and the reasons say why.
    pub rating: Option<Rating>,
    /// Why, the reasons that decided first. Never empty.
    pub reasons: Vec<Reason>,
}

/// One reason: what was found, and the same in a plain sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// What was found.
    pub finding: ReasonKind,
    /// A whole sentence. It holds no figure that may not be published, and each figure in it
    /// comes with its n and its period.
    pub sentence: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// There is no action and no milestone that was not cancelled.
    NothingPlanned,
    /// Nothing is due yet by any day that was agreed, and nothing is done.
    NothingDueYet,
    /// Everything is done.
    AllDone,
    /// An action or milestone is not done though the day that stands now is past.
    Overdue {
        /// What: its title.
        title: String,
        /// Days since the day that stands now.
        days: i32,
    },
    /// So many of what was due by the days that stand now are undone.
    ShareUndone {
        /// How many are undone.
        undone: usize,
        /// Of how many that were due.
        due: usize,
    },
    /// It is to be done on a later agreed day than the day first agreed.
    LaterAgreed {
        /// What: its title.
        title: String,
        /// Days from the day first agreed to the day that stands now.
        days: i32,
        /// How often it was re-dated.
        redated: usize,
    },
    /// It was done, but after the day first agreed.
    DoneLate {
        /// What: its title.
        title: String,
        /// Days from the day first agreed to the day that it was done.
        days: i32,
    },
    /// So many were done by the day first agreed.
    DoneInTime {
        /// How many.
        done: usize,
        /// Of how many whose first day is past.
        due: usize,
    },
    /// The recommendation has no measure linked to it.
    NoMeasures,
    /// A linked measure cannot be judged.
    NotKnown {
        /// The measure.
        selector: Selector,
        /// Why.
        why: NotKnown,
    },
    /// A linked measure was judged.
    Judged {
        /// The measure.
        selector: Selector,
        /// Against the earlier figure; none where there is none.
        verdict: Option<Verdict>,
        /// Against the target.
        target: TargetStanding,
        /// What it alone would propose.
        rating: Rating,
    },
    /// The plan states another baseline than the figures give for that period.
    BaselineDiffers {
        /// The measure.
        selector: Selector,
    },
}

/// Why a linked measure cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotKnown {
    /// It was not computed.
    NotComputed,
    /// The figure was refused, or has no cases.
    NoFigure,
    /// The figure's period ended too long ago.
    Stale,
    /// Neither way is better in itself.
    NoPolarity,
    /// There is neither an earlier figure to compare with nor a target.
    NothingToCompare,
}

/// Where a figure stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetStanding {
    /// The plan sets none.
    NoTarget,
    /// Met, and chance alone does not explain it: the figure is clearly better than the earlier
    /// one, or the earlier one met it too, or the whole 95% interval does.
    Met,
    /// Met by the value, but chance alone may explain it.
    MetPerhapsByChance,
    /// Not met, but at least as good as the expected path from baseline to target asks.
    OnPath,
    /// Not met, and behind the expected path, or past its day, or without a baseline to draw it
    /// from.
    Behind,
}

impl TargetStanding {
    /// Whether the value itself meets the target.
    pub fn is_met(self) -> bool {
        matches!(
            self,
            TargetStanding::Met | TargetStanding::MetPerhapsByChance
        )
    }
}

/// Proposes a rating for a recommendation as at a day. What happened after that day does not
/// count. Blue is proposed only where the scheme has it.
pub fn propose(
    recommendation: &Recommendation,
    scheme: &Scheme,
    evidence: &EvidenceBook,
    today: Date,
) -> Proposal {
    Proposal {
        recommendation: recommendation.id.clone(),
        delivery: delivery(recommendation, scheme, today),
        impact: impact(recommendation, evidence, today),
    }
}
