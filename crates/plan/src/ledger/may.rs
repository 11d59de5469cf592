//! Who may give which command.

use super::command::Command;
use super::parts::CommentKind;
use super::parts::Role::{
    self, Administrator, Analyst, Auditor, Chair, Director, Finance, Lead, Legal,
};

/// Who keeps the plan.
pub(super) const KEEPERS: &[Role] = &[Director, Chair, Analyst];
/// Who speaks for a part of the plan. A lead may for what they lead only; `decide` sees to that.
const SPEAKERS: &[Role] = &[Director, Chair, Analyst, Lead];
/// Who judges, a lead what they lead only; and the analyst, who records what somebody else has
/// judged: the judgement itself says whose it is.
const JUDGES: &[Role] = &[Director, Chair, Lead, Analyst];
/// Who agrees: for a meeting, in review, and to what is done about a restatement.
pub(super) const CHAIRS: &[Role] = &[Director, Chair];
/// Who writes reports, and comments on them as an officer: a lead on any, as each is about all of
/// the plan.
const WRITERS: &[Role] = &[Director, Chair, Analyst, Lead];

/// The roles of which one is needed to give a command; none are needed to open a ledger.
pub fn may(command: &Command) -> &'static [Role] {
    match command {
        Command::OpenLedger(_) => &[],
        Command::GrantRole(_) | Command::WithdrawRole(_) => &[Administrator],
        Command::RecordInspection(_)
        | Command::SetFrame(_)
        | Command::AdoptScheme(_)
        | Command::RecordAim(_)
        | Command::RemoveAim(_)
        | Command::RecordRecommendation(_)
        | Command::WithdrawRecommendation(_)
        | Command::ApproveVersion(_)
        | Command::SetMeasure(_)
        | Command::RemoveMeasure(_)
        | Command::NoteEvidence(_)
        | Command::CallMeeting(_)
        | Command::CancelMeeting(_)
        | Command::OpenMeeting(_)
        | Command::Decide(_)
        | Command::AgreeArising(_)
        | Command::CloseMeeting(_)
        | Command::RecordBid(_)
        | Command::DecideBid(_)
        | Command::CountPosts(_)
        | Command::RecordConsultation(_)
        | Command::AnswerConsultation(_)
        | Command::RecordBodyDecision(_)
        | Command::OpenReport(_)
        | Command::SubmitReport(_)
        | Command::PublishReport(_)
        | Command::WithdrawReport(_)
        | Command::RaiseRestatement(_) => KEEPERS,
        Command::AddAction(_)
        | Command::AmendAction(_)
        | Command::StartAction(_)
        | Command::NoteProgress(_)
        | Command::AddMilestone(_)
        | Command::AmendMilestone(_)
        | Command::Redate(_)
        | Command::Complete(_)
        | Command::Cancel(_)
        | Command::Reopen(_)
        | Command::ConcludeDecision(_)
        | Command::CompleteArising(_) => SPEAKERS,
        Command::Rate(_) => JUDGES,
        Command::AgreeRating(_) | Command::ReviewReport(_) | Command::AnswerRestatement(_) => {
            CHAIRS
        }
        Command::WriteReport(_) => WRITERS,
        // Who keeps the plan records what legal and finance have said elsewhere; `decide` sees to it
        // that the comment says whose it is.
        Command::CommentOnReport(part) => match part.of {
            CommentKind::Legal => &[Legal, Director, Chair, Analyst],
            CommentKind::Finance => &[Finance, Director, Chair, Analyst],
            CommentKind::Officer => WRITERS,
        },
        Command::ApproveReport(_) => &[Director],
        Command::PlanRound(_) | Command::RecordFinding(_) | Command::CloseRound(_) => {
            &[Director, Chair, Analyst, Auditor]
        }
        Command::RecordGrading(_) => &[Auditor, Analyst],
        Command::ModerateGrading(_) => &[Director, Chair, Auditor],
    }
}
