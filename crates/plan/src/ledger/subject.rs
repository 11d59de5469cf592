//! What a command or an event is about, to tell whether what a person saw has changed since.

use std::fmt;

use serde::Serialize;
use waymark_figures::Selector;

use crate::ids::{
    ActionId, AimId, BidId, ConsultationId, DecisionId, FindingId, InspectionId, MeetingId,
    MinuteId, PersonId, RecommendationId, ReportId, RestatementId, RoundId,
};

/// What a command or an event is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The ledger itself.
    Ledger,
    /// The plan's frame and versions.
    Plan,
    /// The words of the ratings.
    Scheme,
    /// The figures that were seen.
    Evidence,
    /// A person's roles.
    Person(PersonId),
    /// An inspection.
    Inspection(InspectionId),
    /// An aim.
    Aim(AimId),
    /// A recommendation's own words, aims and lead.
    Recommendation(RecommendationId),
    /// A measure on a recommendation.
    Measure(RecommendationId, Selector),
    /// A recommendation's rating.
    Rating(RecommendationId),
    /// An action or milestone.
    Item(ActionId),
    /// A round of audits.
    Round(RoundId),
    /// A grade: round, reference, theme.
    Grading(RoundId, String, String),
    /// A finding of a round.
    Finding(FindingId),
    /// A meeting.
    Meeting(MeetingId),
    /// A decision or action of a meeting.
    Minute(MinuteId),
    /// A bid.
    Bid(BidId),
    /// A consultation.
    Consultation(ConsultationId),
    /// A decision of another body.
    BodyDecision(DecisionId),
    /// A report.
    Report(ReportId),
    /// A restatement of a report.
    Restatement(RestatementId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Ledger => f.write_str("the ledger"),
            Subject::Plan => f.write_str("the plan"),
            Subject::Scheme => f.write_str("the scheme of ratings"),
            Subject::Evidence => f.write_str("the evidence"),
            Subject::Person(id) => write!(f, "the roles of {id}"),
            Subject::Inspection(id) => write!(f, "inspection {id}"),
            Subject::Aim(id) => write!(f, "aim {id}"),
            Subject::Recommendation(id) => write!(f, "recommendation {id}"),
            Subject::Measure(id, measure) => write!(f, "measure {measure} of {id}"),
            Subject::Rating(id) => write!(f, "the rating of {id}"),
            Subject::Item(id) => write!(f, "{id}"),
            Subject::Round(id) => write!(f, "audit round {id}"),
            Subject::Grading(round, reference, theme) => {
                write!(f, "grading {reference}, {theme}, of {round}")
            }
            Subject::Finding(id) => write!(f, "finding {id}"),
            Subject::Meeting(id) => write!(f, "meeting {id}"),
            Subject::Minute(id) => write!(f, "{id}"),
            Subject::Bid(id) => write!(f, "bid {id}"),
            Subject::Consultation(id) => write!(f, "consultation {id}"),
            Subject::BodyDecision(id) => write!(f, "decision {id}"),
            Subject::Report(id) => write!(f, "report {id}"),
            Subject::Restatement(id) => write!(f, "restatement {id}"),
        }
    }
}
