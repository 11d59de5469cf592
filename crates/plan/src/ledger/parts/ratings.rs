//! Measures on recommendations, and ratings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_codes::Month;
use waymark_figures::Selector;

use crate::ids::{MeetingId, RecommendationId};
use crate::model::{LinkedMeasure, Rating};
use crate::proposal::Part;

part! {
    /// A measure on a recommendation.
    MeasureLink {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The measure with its baseline, target, path, threshold and comparators.
        measure: LinkedMeasure,
        /// Why what was set for this measure is replaced; none where it is new.
        correction: Option<String>,
    }
}
part! {
    /// A measure that a recommendation is judged by no longer.
    MeasureRemoval {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The measure.
        measure: Selector,
        /// Why.
        reason: String,
    }
}
part! {
    /// One part of a proposal, as it was seen.
    PartSeen {
        /// The rating; none where nothing could be said.
        rating: Option<Rating>,
        /// Why, in sentences.
        reasons: Vec<String>,
    }
}

impl From<Part> for PartSeen {
    /// Keeps the sentences of the reasons, which say what was found.
    fn from(part: Part) -> Self {
        let reasons = part.reasons.into_iter().map(|reason| reason.sentence);
        Self {
            rating: part.rating,
            reasons: reasons.collect(),
        }
    }
}

part! {
    /// The impact part of a proposal, as it was seen, and what it was made from.
    ImpactSeen {
        /// The snapshot that the figures came from.
        snapshot: String,
        /// The month that the figures are about.
        month: Month,
        /// The part.
        part: PartSeen,
    }
}
/// Where a rating was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreedAt {
    /// A meeting of this ledger.
    Meeting(MeetingId),
    /// Another meeting, by its name.
    Elsewhere(String),
}
part! {
    /// A person's judgement of a recommendation.
    Judgement {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The rating.
        rating: Rating,
        /// The post that judges.
        judged_by: String,
        /// The day of the judgement.
        on: Date,
        /// Why, in whole sentences. Needed where the rating differs from a part of the proposal,
        /// or where nothing is proposed.
        rationale: Option<String>,
        /// The impact that was proposed on that day; none where no figures were at hand.
        impact: Option<ImpactSeen>,
        /// Where it was agreed, where it was.
        agreed_at: Option<AgreedAt>,
    }
}
part! {
    /// A judgement as it was recorded: with the words of the rating and the proposal of its day.
    JudgementRecord {
        /// The recommendation.
        recommendation: RecommendationId,
        /// The rating.
        rating: Rating,
        /// The post that judged.
        judged_by: String,
        /// The day of the judgement.
        on: Date,
        /// Why.
        rationale: Option<String>,
        /// The version of the scheme whose words the rating has.
        scheme: String,
        /// What delivery alone proposed on that day.
        delivery: PartSeen,
        /// What impact alone proposed on that day.
        impact: Option<ImpactSeen>,
        /// Where it was agreed.
        agreed_at: Option<AgreedAt>,
    }
}
part! {
    /// The agreement of a meeting to a recommendation's rating as it stands.
    Agreement {
        /// The meeting.
        meeting: MeetingId,
        /// The recommendation.
        recommendation: RecommendationId,
    }
}
