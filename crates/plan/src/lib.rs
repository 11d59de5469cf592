//! The improvement plan: its exchange format and the proposal of a rating; pure.
//!
//! [`Plan::read`] takes the text of a plan's TOML file and gives the plan, or everything that is
//! wrong with it, each with its place; [`Plan::to_toml`] writes it back. [`propose`] proposes a
//! rating from the plan, the figures and the day. The file's format and the proposal's rules are
//! set out for officers in `docs/plan-format.md`.
//!
//! No IO, no clock: the text, the evidence and today are arguments.

mod checks;
mod delivery;
mod diagnostic;
mod ids;
mod impact;
pub mod ledger;
mod model;
mod proposal;
mod read;
mod summary;
mod write;

pub use checks::is_mail_address;
pub use delivery::{DeliveryFacts, delivery, delivery_facts};
pub use diagnostic::{Diagnostic, Places, Problem, Severity};
pub use ids::{
    ActionId, AimId, BidId, ConsultationId, DecisionId, FinancialYear, FindingId, InspectionId,
    MeetingId, MinuteId, NotAFinancialYear, NotAReportId, NotAnId, PersonId, RecommendationId,
    ReportId, RestatementId, RoundId,
};
pub use impact::{expected_on_path, impact};
pub use model::*;
pub use proposal::{NotKnown, Part, Proposal, Reason, ReasonKind, TargetStanding, propose};
pub use read::{FORMAT, Known, Reading};
pub use summary::{Difference, RatingSummary, differences, propose_all, summary_of_ratings};
