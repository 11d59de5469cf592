//! The recorded ratings of a whole plan: how many of each, and where they differ from the
//! proposal.

use jiff::civil::Date;
use serde::Serialize;
use waymark_figures::EvidenceBook;

use crate::ids::RecommendationId;
use crate::model::{Plan, Rating};
use crate::proposal::{Proposal, propose};

/// How many recommendations have which recorded rating. The five counts always add up to
/// [`total`](Self::total).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RatingSummary {
    /// Rated blue.
    pub blue: usize,
    /// Rated green.
    pub green: usize,
    /// Rated amber.
    pub amber: usize,
    /// Rated red.
    pub red: usize,
    /// Not rated.
    pub unrated: usize,
}

impl RatingSummary {
    /// All recommendations.
    pub fn total(&self) -> usize {
        self.blue + self.green + self.amber + self.red + self.unrated
    }

    /// How many have this rating; none for those not rated.
    pub fn count(&self, rating: Option<Rating>) -> usize {
        match rating {
            Some(Rating::Blue) => self.blue,
            Some(Rating::Green) => self.green,
            Some(Rating::Amber) => self.amber,
            Some(Rating::Red) => self.red,
            None => self.unrated,
        }
    }
}

/// Counts the recorded ratings.
pub fn summary_of_ratings(plan: &Plan) -> RatingSummary {
    let mut summary = RatingSummary::default();
    for recommendation in &plan.recommendations {
        let count = match recommendation.rating.as_ref().map(|record| record.rating) {
            Some(Rating::Blue) => &mut summary.blue,
            Some(Rating::Green) => &mut summary.green,
            Some(Rating::Amber) => &mut summary.amber,
            Some(Rating::Red) => &mut summary.red,
            None => &mut summary.unrated,
        };
        *count += 1;
    }
    summary
}

/// A recorded rating that differs from the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The recommendation.
    pub recommendation: RecommendationId,
    /// The rating that a person recorded.
    pub recorded: Rating,
    /// The proposal for delivery, where it is another one.
    pub delivery: Option<Rating>,
    /// The proposal for impact, where it is another one.
    pub impact: Option<Rating>,
    /// Why the person judged as they did.
    pub rationale: String,
}

impl Difference {
    /// Whether the recorded rating is better than a part of the proposal.
    pub fn is_more_favourable(&self) -> bool {
        [self.delivery, self.impact]
            .into_iter()
            .flatten()
            .any(|proposed| self.recorded > proposed)
    }
}

/// The proposal of every recommendation, in the plan's order.
pub fn propose_all(plan: &Plan, evidence: &EvidenceBook, today: Date) -> Vec<Proposal> {
    plan.recommendations
        .iter()
        .map(|recommendation| propose(recommendation, &plan.scheme, evidence, today))
        .collect()
}

/// Where the recorded rating differs from a part of the proposal, in the plan's order. A
/// recommendation without a recorded rating has no difference, nor has a part without a proposal.
pub fn differences(plan: &Plan, evidence: &EvidenceBook, today: Date) -> Vec<Difference> {
    let mut found = Vec::new();
    for recommendation in &plan.recommendations {
        let Some(record) = &recommendation.rating else {
            continue;
        };
        let proposal = propose(recommendation, &plan.scheme, evidence, today);
        let other = |proposed: Option<Rating>| proposed.filter(|rating| *rating != record.rating);
        let (delivery, impact) = (
            other(proposal.delivery.rating),
            other(proposal.impact.rating),
        );
        if delivery.is_some() || impact.is_some() {
            found.push(Difference {
                recommendation: recommendation.id.clone(),
                recorded: record.rating,
                delivery,
                impact,
                rationale: record.rationale.clone(),
            });
        }
    }
    found
}
