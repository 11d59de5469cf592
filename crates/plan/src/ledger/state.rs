//! The state of the plan: what all events up to one say together. How each event changes it is in
//! [`evolve`](super::evolve).

mod reports;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use jiff::civil::Date;

use super::parts::*;
use crate::ids::{
    ActionId, AimId, BidId, ConsultationId, DecisionId, FindingId, InspectionId, MeetingId,
    MinuteId, PersonId, RecommendationId, ReportId, RestatementId, RoundId,
};
use crate::model::{
    Cancellation, Consultation, Inspection, LinkedMeasure, Posts, PreviousDecision, Progress,
    Rating, Schedule, Scheme, Update,
};

pub use reports::*;

/// The state of the plan. Every map keeps the order in which its entries were first recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// How many events it was made from.
    pub seq: u64,
    /// The day of the last of them.
    pub last_on: Option<Date>,
    /// Whose plan it is; none before the ledger is opened.
    pub opening: Option<Opening>,
    /// Who has which roles.
    pub roles: BTreeMap<PersonId, BTreeSet<Role>>,
    /// Inspections.
    pub inspections: IndexMap<InspectionId, Inspection>,
    /// The plan's frame.
    pub frame: Option<Frame>,
    /// Every scheme that was adopted, oldest first; the last is in force.
    pub schemes: Vec<Scheme>,
    /// The aims' titles.
    pub aims: IndexMap<AimId, String>,
    /// The recommendations, withdrawn ones included.
    pub recommendations: IndexMap<RecommendationId, RecommendationState>,
    /// Where each action and milestone is.
    pub items: BTreeMap<ActionId, (RecommendationId, ItemKind)>,
    /// The versions that bodies approved, oldest first.
    pub versions: Vec<Version>,
    /// Rounds of audits.
    pub rounds: IndexMap<RoundId, RoundState>,
    /// Where each finding is.
    pub findings: BTreeMap<FindingId, RoundId>,
    /// Meetings.
    pub meetings: IndexMap<MeetingId, MeetingState>,
    /// Where each decision and small action is.
    pub minutes: BTreeMap<MinuteId, MeetingId>,
    /// The figures that were noted, oldest first.
    pub evidence: Vec<EvidenceSeen>,
    /// Bids.
    pub bids: IndexMap<BidId, BidState>,
    /// Consultations.
    pub consultations: IndexMap<ConsultationId, Consultation>,
    /// What other bodies decided.
    pub body_decisions: IndexMap<DecisionId, PreviousDecision>,
    /// Reports.
    pub reports: IndexMap<ReportId, ReportState>,
    /// Where each restatement is.
    pub restatements: BTreeMap<RestatementId, ReportId>,
}

/// Figures that were noted.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceSeen {
    /// The event that noted them.
    pub seq: u64,
    /// The day.
    pub on: Date,
    /// What was noted.
    pub note: EvidenceNote,
}

/// Whether an item is an action or a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// An action.
    Action,
    /// A milestone.
    Milestone,
}

/// A version that a body approved.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The event that recorded it: the plan as at this event is that version.
    pub seq: u64,
    /// What was recorded.
    pub approval: VersionApproval,
}

/// A recommendation.
#[derive(Clone, Debug, PartialEq)]
pub struct RecommendationState {
    /// What was recorded of it last.
    pub record: RecommendationRecord,
    /// Its actions.
    pub actions: IndexMap<ActionId, ActionState>,
    /// Its milestones.
    pub milestones: IndexMap<ActionId, MilestoneState>,
    /// Its measures.
    pub measures: Vec<LinkedMeasure>,
    /// Every rating that was recorded, oldest first; the last stands.
    pub ratings: Vec<JudgementRecord>,
    /// The event that recorded each of them.
    pub rated_at: Vec<u64>,
    /// Why it left the plan, where it did.
    pub withdrawn: Option<String>,
}

/// An action.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionState {
    /// What is to be done.
    pub title: String,
    /// Who sees to it.
    pub lead: Lead,
    /// The team that does it.
    pub team: Option<String>,
    /// The day that work begins.
    pub start: Date,
    /// When it is to be done.
    pub schedule: Schedule,
    /// How far it has come.
    pub progress: Progress,
    /// What was reported, in the order in which it was recorded.
    pub updates: Vec<Update>,
    /// What it came from.
    pub origin: Option<Origin>,
    /// The day that the action was added to the ledger.
    pub added_on: Date,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq)]
pub struct MilestoneState {
    /// What is reached.
    pub title: String,
    /// When it is to be reached.
    pub schedule: Schedule,
    /// The day that it was reached.
    pub done_on: Option<Date>,
    /// What shows that it was reached.
    pub evidence: Option<String>,
    /// Where it was given up.
    pub cancelled: Option<Cancellation>,
    /// What it came from.
    pub origin: Option<Origin>,
}

/// A round of audits.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundState {
    /// What was planned last.
    pub record: RoundRecord,
    /// The grades, by the case's reference and the theme.
    pub gradings: BTreeMap<(String, String), GradingState>,
    /// What was found.
    pub findings: IndexMap<FindingId, FindingRecord>,
    /// The day that it ended, and what was said.
    pub closed: Option<(Date, Option<String>)>,
    /// The event with which it ended.
    pub closed_at: Option<u64>,
}

impl RoundState {
    /// How many cases have a grade in any theme.
    pub fn cases(&self) -> usize {
        // Gradings are in the order of their references.
        let mut references: Vec<&str> = self
            .gradings
            .keys()
            .map(|(reference, _)| reference.as_str())
            .collect();
        references.dedup();
        references.len()
    }
}

/// A grade.
#[derive(Clone, Debug, PartialEq)]
pub struct GradingState {
    /// The team whose case it is.
    pub team: Option<String>,
    /// Who audited.
    pub auditor: PersonId,
    /// The auditor's grade.
    pub grade: Grade,
    /// The moderator and the moderator's grade.
    pub moderated: Option<(PersonId, Grade, Option<String>)>,
}

impl GradingState {
    /// The grade that stands: the moderator's where there is one.
    pub fn stands(&self) -> Grade {
        match &self.moderated {
            Some((_, grade, _)) => *grade,
            None => self.grade,
        }
    }
}

/// A meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingState {
    /// What was recorded last.
    pub record: MeetingRecord,
    /// Where it stands.
    pub stage: MeetingStage,
    /// Who was there.
    pub present: Vec<PersonId>,
    /// Who sent apologies.
    pub apologies: Vec<PersonId>,
    /// What it decided.
    pub decisions: IndexMap<MinuteId, DecisionState>,
    /// Small actions that arose.
    pub arising: IndexMap<MinuteId, ArisingState>,
    /// The ratings that it agreed.
    pub ratings: Vec<(RecommendationId, Rating)>,
    /// The days that it agreed anew.
    pub redated: Vec<NewDate>,
    /// The event with which it ended: what the log had before it, the meeting could know.
    pub closed_at: Option<u64>,
    /// The day of the next meeting, as it was agreed.
    pub next: Option<Date>,
}

impl MeetingState {
    /// Whether it is still to be held, or is being held.
    pub fn opens(&self) -> bool {
        matches!(self.stage, MeetingStage::Called | MeetingStage::Open)
    }
}

/// Where a meeting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeetingStage {
    /// Called.
    Called,
    /// In progress.
    Open,
    /// Ended.
    Closed,
    /// Called off, and why.
    Cancelled(String),
}

/// A decision of a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionState {
    /// What was decided.
    pub record: MeetingDecision,
    /// What came of it.
    pub outcome: Option<(Date, String)>,
}

impl DecisionState {
    /// Whether it is still to be carried out.
    pub fn is_open(&self) -> bool {
        self.record.stays_open && self.outcome.is_none()
    }
}

/// A small action of a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct ArisingState {
    /// What was agreed.
    pub record: Arising,
    /// What came of it.
    pub outcome: Option<(Date, Option<String>)>,
}

/// A bid.
#[derive(Clone, Debug, PartialEq)]
pub struct BidState {
    /// What was recorded last.
    pub record: BidRecord,
    /// What bodies decided, oldest first.
    pub decisions: Vec<BidDecision>,
    /// How the posts were filled, by title, oldest first.
    pub posts: IndexMap<String, Vec<(Date, Posts)>>,
}

impl State {
    /// Whether a person has a role.
    pub fn has_role(&self, person: &PersonId, role: Role) -> bool {
        self.roles
            .get(person)
            .is_some_and(|roles| roles.contains(&role))
    }

    /// The scheme that is in force.
    pub fn scheme(&self) -> Option<&Scheme> {
        self.schemes.last()
    }

    /// The recommendations of the plan in the order of their numbers, without those withdrawn.
    pub fn in_plan(&self) -> Vec<(&RecommendationId, &RecommendationState)> {
        let mut found: Vec<_> = self
            .recommendations
            .iter()
            .filter(|(_, recommendation)| recommendation.withdrawn.is_none())
            .collect();
        found.sort_by_key(|(_, recommendation)| recommendation.record.number);
        found
    }

    /// An action, with the recommendation that it belongs to.
    pub fn action(&self, id: &ActionId) -> Option<(&RecommendationState, &ActionState)> {
        let (recommendation, _) = self.items.get(id)?;
        let recommendation = self.recommendations.get(recommendation)?;
        Some((recommendation, recommendation.actions.get(id)?))
    }

    /// A milestone, with the recommendation that it belongs to.
    pub fn milestone(&self, id: &ActionId) -> Option<(&RecommendationState, &MilestoneState)> {
        let (recommendation, _) = self.items.get(id)?;
        let recommendation = self.recommendations.get(recommendation)?;
        Some((recommendation, recommendation.milestones.get(id)?))
    }

    /// A decision of a meeting.
    pub fn decision(&self, id: &MinuteId) -> Option<&DecisionState> {
        self.meetings.get(self.minutes.get(id)?)?.decisions.get(id)
    }

    /// A small action of a meeting.
    pub fn arising(&self, id: &MinuteId) -> Option<&ArisingState> {
        self.meetings.get(self.minutes.get(id)?)?.arising.get(id)
    }

    /// The last meeting that ended before, or on, a day; by the day that it was held.
    pub fn last_meeting(&self, until: Date) -> Option<&MeetingState> {
        self.meetings
            .values()
            .filter(|meeting| meeting.stage == MeetingStage::Closed && meeting.record.on <= until)
            .max_by_key(|meeting| meeting.record.on)
    }

    /// The next meeting that is called for a day after this one.
    pub fn next_meeting(&self, after: Date) -> Option<&MeetingState> {
        self.meetings
            .values()
            .filter(|meeting| meeting.stage == MeetingStage::Called && meeting.record.on > after)
            .min_by_key(|meeting| meeting.record.on)
    }

    /// A report.
    pub fn report(&self, id: &ReportId) -> Option<&ReportState> {
        self.reports.get(id)
    }

    /// The reports by the day of their committee, oldest first; of one day in the order of
    /// recording.
    pub fn reports(&self) -> Vec<(&ReportId, &ReportState)> {
        let mut all: Vec<_> = self.reports.iter().collect();
        all.sort_by_key(|(_, report)| report.record.meeting_on);
        all
    }

    /// A restatement, with the report that it is of.
    pub fn restatement(&self, id: &RestatementId) -> Option<(&ReportState, &RestatementState)> {
        let report = self.reports.get(self.restatements.get(id)?)?;
        Some((report, report.restatements.get(id)?))
    }
}
