//! What people can ask for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::parts::*;
use super::subject::Subject;
use crate::diagnostic::nearest;
use crate::ids::PersonId;

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($part:ty) = $kind:literal about |$value:ident| $subject:expr;)*) => {
        /// What a person can ask for. As JSON, the field `command` names the kind, and the other
        /// fields are those of the part.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "command", rename_all = "kebab-case")]
        pub enum Command {
            $($(#[$doc])* $name($part),)*
        }

        /// What a person can ask for, without what it says: what roles reach to, and what a form or
        /// an address names. In the order of [`ALL`](Self::ALL).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum CommandKind {
            $($(#[$doc])* $name,)*
        }

        impl CommandKind {
            /// Every kind.
            pub const ALL: &[CommandKind] = &[$(CommandKind::$name),*];

            /// The kind, as the JSON of commands names it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(CommandKind::$name => $kind,)*
                }
            }
        }

        impl Command {
            /// The kinds of command, as their JSON names them; in the order of
            /// [`CommandKind::ALL`].
            pub const KINDS: &[&str] = &[$($kind),*];

            /// The kind.
            pub fn which(&self) -> CommandKind {
                match self {
                    $(Command::$name(_) => CommandKind::$name,)*
                }
            }

            /// The kind, as its JSON names it.
            pub fn kind(&self) -> &'static str {
                self.which().as_str()
            }

            /// What the command is about.
            pub fn subject(&self) -> Subject {
                match self {
                    $(Command::$name($value) => $subject,)*
                }
            }
        }
    };
}

commands! {
    /// Begin the ledger. Who gives this becomes its administrator.
    OpenLedger(Opening) = "open-ledger" about |_part| Subject::Ledger;
    /// Give a person a role.
    GrantRole(RoleOf) = "grant-role" about |part| Subject::Person(part.person.clone());
    /// Take a role from a person.
    WithdrawRole(RoleOf) = "withdraw-role" about |part| Subject::Person(part.person.clone());
    /// Record an inspection, or correct what was recorded.
    RecordInspection(InspectionRecord) = "record-inspection" about |part| Subject::Inspection(part.id.clone());
    /// Set the plan's title and what the report says around it.
    SetFrame(Frame) = "set-frame" about |_part| Subject::Plan;
    /// Adopt a scheme of ratings, which is in force from now on.
    AdoptScheme(SchemeAdoption) = "adopt-scheme" about |_part| Subject::Scheme;
    /// Record an aim, or correct its title.
    RecordAim(AimRecord) = "record-aim" about |part| Subject::Aim(part.id.clone());
    /// Take away an aim that no recommendation serves.
    RemoveAim(AimRemoval) = "remove-aim" about |part| Subject::Aim(part.id.clone());
    /// Record a recommendation, or correct what was recorded.
    RecordRecommendation(RecommendationRecord) = "record-recommendation" about |part| Subject::Recommendation(part.id.clone());
    /// Take a recommendation out of the plan.
    WithdrawRecommendation(RecommendationWithdrawal) = "withdraw-recommendation" about |part| Subject::Recommendation(part.recommendation.clone());
    /// Record that a body approved the plan as it stands.
    ApproveVersion(VersionApproval) = "approve-version" about |_part| Subject::Plan;
    /// Add an action.
    AddAction(NewAction) = "add-action" about |part| Subject::Item(part.id.clone());
    /// Change an action's words, people or start.
    AmendAction(ActionAmendment) = "amend-action" about |part| Subject::Item(part.id.clone());
    /// Begin an action.
    StartAction(Start) = "start-action" about |part| Subject::Item(part.action.clone());
    /// Report on an action.
    NoteProgress(Note) = "note-progress" about |part| Subject::Item(part.action.clone());
    /// Add a milestone.
    AddMilestone(NewMilestone) = "add-milestone" about |part| Subject::Item(part.id.clone());
    /// Change a milestone's words.
    AmendMilestone(MilestoneAmendment) = "amend-milestone" about |part| Subject::Item(part.id.clone());
    /// Agree a new day for an action or milestone.
    Redate(NewDate) = "redate" about |part| Subject::Item(part.item.clone());
    /// Complete an action, or reach a milestone.
    Complete(Completion) = "complete" about |part| Subject::Item(part.item.clone());
    /// Give up an action or milestone.
    Cancel(GivingUp) = "cancel" about |part| Subject::Item(part.item.clone());
    /// Take up again what was done or given up.
    Reopen(Reopening) = "reopen" about |part| Subject::Item(part.item.clone());
    /// Set a measure on a recommendation, or correct what was set.
    SetMeasure(MeasureLink) = "set-measure" about |part| Subject::Measure(part.recommendation.clone(), part.measure.selector.clone());
    /// Judge a recommendation by a measure no longer.
    RemoveMeasure(MeasureRemoval) = "remove-measure" about |part| Subject::Measure(part.recommendation.clone(), part.measure.clone());
    /// Judge a recommendation.
    Rate(Judgement) = "rate" about |part| Subject::Rating(part.recommendation.clone());
    /// Agree a recommendation's rating at a meeting.
    AgreeRating(Agreement) = "agree-rating" about |part| Subject::Rating(part.recommendation.clone());
    /// Plan a round of practice audits, or change the plan for it.
    PlanRound(RoundRecord) = "plan-round" about |part| Subject::Round(part.id.clone());
    /// Record an auditor's grade, or correct it.
    RecordGrading(Grading) = "record-grading" about |part| Subject::Grading(part.round.clone(), part.reference.clone(), part.theme.clone());
    /// Moderate a grade.
    ModerateGrading(Moderation) = "moderate-grading" about |part| Subject::Grading(part.round.clone(), part.reference.clone(), part.theme.clone());
    /// Record what a round found.
    RecordFinding(FindingRecord) = "record-finding" about |part| Subject::Finding(part.id.clone());
    /// End a round of audits.
    CloseRound(RoundEnd) = "close-round" about |part| Subject::Round(part.round.clone());
    /// Call a meeting, or change what was called.
    CallMeeting(MeetingRecord) = "call-meeting" about |part| Subject::Meeting(part.id.clone());
    /// Call a meeting off.
    CancelMeeting(MeetingCancellation) = "cancel-meeting" about |part| Subject::Meeting(part.meeting.clone());
    /// Open a meeting.
    OpenMeeting(MeetingOpening) = "open-meeting" about |part| Subject::Meeting(part.meeting.clone());
    /// Note the figures that a meeting has before it.
    NoteEvidence(EvidenceNote) = "note-evidence" about |_part| Subject::Evidence;
    /// Take a decision at a meeting.
    Decide(MeetingDecision) = "decide" about |part| Subject::Minute(part.id.clone());
    /// Report that a decision was carried out.
    ConcludeDecision(DecisionOutcome) = "conclude-decision" about |part| Subject::Minute(part.id.clone());
    /// Agree a small action at a meeting.
    AgreeArising(Arising) = "agree-arising" about |part| Subject::Minute(part.id.clone());
    /// Report that a small action is done.
    CompleteArising(ArisingOutcome) = "complete-arising" about |part| Subject::Minute(part.id.clone());
    /// End a meeting.
    CloseMeeting(MeetingEnd) = "close-meeting" about |part| Subject::Meeting(part.meeting.clone());
    /// Record a bid for money, or correct what was recorded.
    RecordBid(BidRecord) = "record-bid" about |part| Subject::Bid(part.id.clone());
    /// Record a body's decision on a bid.
    DecideBid(BidDecision) = "decide-bid" about |part| Subject::Bid(part.bid.clone());
    /// Record how posts are filled.
    CountPosts(PostsCount) = "count-posts" about |part| Subject::Bid(part.bid.clone());
    /// Record a consultation, or correct what was recorded.
    RecordConsultation(ConsultationRecord) = "record-consultation" about |part| Subject::Consultation(part.id.clone());
    /// Say what changed because of a consultation.
    AnswerConsultation(ConsultationAnswer) = "answer-consultation" about |part| Subject::Consultation(part.consultation.clone());
    /// Record what another body decided, or correct what was recorded.
    RecordBodyDecision(BodyDecision) = "record-body-decision" about |part| Subject::BodyDecision(part.id.clone());
    /// Begin a report, or correct what was recorded of a draft.
    OpenReport(ReportDraft) = "open-report" about |part| Subject::Report(part.id.clone());
    /// Write a draft's narrative, or write it anew.
    WriteReport(ReportText) = "write-report" about |part| Subject::Report(part.report.clone());
    /// Hand a draft in for review.
    SubmitReport(ReportSubmission) = "submit-report" about |part| Subject::Report(part.report.clone());
    /// Agree a report in review, or return one that is not approved yet.
    ReviewReport(ReportReview) = "review-report" about |part| Subject::Report(part.report.clone());
    /// Comment on a report.
    CommentOnReport(ReportComment) = "comment-on-report" about |part| Subject::Report(part.report.clone());
    /// Approve a report.
    ApproveReport(ReportApproval) = "approve-report" about |part| Subject::Report(part.report.clone());
    /// Record that an approved report was published, and what it was made from.
    PublishReport(Publication) = "publish-report" about |part| Subject::Report(part.report.clone());
    /// Give up a report that was not published.
    WithdrawReport(ReportWithdrawal) = "withdraw-report" about |part| Subject::Report(part.report.clone());
    /// Record that figures of a published report are others now.
    RaiseRestatement(Restatement) = "raise-restatement" about |part| Subject::Restatement(part.id.clone());
    /// Say what is done about a restatement.
    AnswerRestatement(RestatementAnswer) = "answer-restatement" about |part| Subject::Restatement(part.restatement.clone());
}

impl fmt::Display for CommandKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text names no kind of command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no command `{given}`; {}", offer(*near))]
pub struct NotACommandKind {
    /// The text, cut to 40 characters.
    given: String,
    /// The kind that was perhaps meant.
    near: Option<CommandKind>,
}

fn offer(near: Option<CommandKind>) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "name one such as `{}` or `{}`",
            CommandKind::AddAction,
            CommandKind::NoteProgress
        ),
    }
}

impl FromStr for CommandKind {
    type Err = NotACommandKind;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = |name: &str| Self::ALL.iter().find(|kind| kind.as_str() == name).copied();
        named(text).ok_or_else(|| NotACommandKind {
            given: text.chars().take(40).collect(),
            near: nearest(text, Command::KINDS.iter().copied()).and_then(named),
        })
    }
}

impl Command {
    /// Everybody whom the command names, besides who gives it.
    pub fn people(&self) -> Vec<&PersonId> {
        match self {
            Command::GrantRole(part) | Command::WithdrawRole(part) => vec![&part.person],
            Command::SetFrame(part) => part
                .committee_chair
                .iter()
                .chain(&part.circulation)
                .chain(&part.contacts)
                .collect(),
            Command::RecordRecommendation(part) => part.lead.person.iter().collect(),
            Command::AddAction(part) => part.lead.person.iter().collect(),
            Command::AmendAction(part) => part.lead.person.iter().collect(),
            Command::PlanRound(part) => part.auditors.iter().collect(),
            Command::RecordGrading(part) => vec![&part.auditor],
            Command::CallMeeting(part) => [&part.chair].into_iter().chain(&part.members).collect(),
            Command::OpenMeeting(part) => part.present.iter().chain(&part.apologies).collect(),
            Command::AgreeArising(part) => part.owner.person.iter().collect(),
            Command::CommentOnReport(part) => part.on_behalf_of.iter().collect(),
            Command::OpenLedger(_)
            | Command::RecordInspection(_)
            | Command::AdoptScheme(_)
            | Command::RecordAim(_)
            | Command::RemoveAim(_)
            | Command::WithdrawRecommendation(_)
            | Command::ApproveVersion(_)
            | Command::StartAction(_)
            | Command::NoteProgress(_)
            | Command::AddMilestone(_)
            | Command::AmendMilestone(_)
            | Command::Redate(_)
            | Command::Complete(_)
            | Command::Cancel(_)
            | Command::Reopen(_)
            | Command::SetMeasure(_)
            | Command::RemoveMeasure(_)
            | Command::Rate(_)
            | Command::AgreeRating(_)
            | Command::ModerateGrading(_)
            | Command::RecordFinding(_)
            | Command::CloseRound(_)
            | Command::CancelMeeting(_)
            | Command::NoteEvidence(_)
            | Command::Decide(_)
            | Command::ConcludeDecision(_)
            | Command::CompleteArising(_)
            | Command::CloseMeeting(_)
            | Command::RecordBid(_)
            | Command::DecideBid(_)
            | Command::CountPosts(_)
            | Command::RecordConsultation(_)
            | Command::AnswerConsultation(_)
            | Command::RecordBodyDecision(_)
            | Command::OpenReport(_)
            | Command::WriteReport(_)
            | Command::SubmitReport(_)
            | Command::ReviewReport(_)
            | Command::ApproveReport(_)
            | Command::PublishReport(_)
            | Command::WithdrawReport(_)
            | Command::RaiseRestatement(_)
            | Command::AnswerRestatement(_) => Vec::new(),
        }
    }

    /// Whether the command changes what stands, and so was given in sight of it.
    pub fn amends(&self) -> bool {
        match self {
            Command::AmendAction(_)
            | Command::AmendMilestone(_)
            | Command::SetFrame(_)
            | Command::WriteReport(_) => true,
            Command::RecordInspection(part) => part.correction.is_some(),
            Command::RecordAim(part) => part.correction.is_some(),
            Command::RecordRecommendation(part) => part.correction.is_some(),
            Command::SetMeasure(part) => part.correction.is_some(),
            Command::PlanRound(part) => part.correction.is_some(),
            Command::RecordGrading(part) => part.correction.is_some(),
            Command::ModerateGrading(part) => part.correction.is_some(),
            Command::CallMeeting(part) => part.correction.is_some(),
            Command::AgreeArising(part) => part.correction.is_some(),
            Command::RecordBid(part) => part.correction.is_some(),
            Command::RecordConsultation(part) => part.correction.is_some(),
            Command::RecordBodyDecision(part) => part.correction.is_some(),
            Command::OpenReport(part) => part.correction.is_some(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_as_it_is_written() {
        let names: Vec<&str> = CommandKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(names, Command::KINDS);
        for kind in CommandKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(*kind));
            let json = serde_json::to_string(kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
        }
        assert!(CommandKind::ALL.is_sorted());
    }

    #[test]
    fn what_names_no_kind_is_refused_with_the_nearest() {
        for (text, says) in [
            (
                "note-progres",
                "there is no command `note-progres`; did you mean `note-progress`?",
            ),
            (
                "AddAction",
                "there is no command `AddAction`; did you mean `add-action`?",
            ),
            (
                "",
                "there is no command ``; name one such as `add-action` or `note-progress`",
            ),
            (
                "7777777777777777777777777777777777777777777",
                "there is no command `7777777777777777777777777777777777777777`; \
                 name one such as `add-action` or `note-progress`",
            ),
        ] {
            let refused = text.parse::<CommandKind>().unwrap_err();
            assert_eq!(refused.to_string(), says);
        }
    }
}
