//! Who may give which command.

use super::command::Command;
use super::parts::Role::{self, Administrator, Analyst, Auditor, Chair, Director, Lead};

/// Who keeps the plan.
pub(super) const KEEPERS: &[Role] = &[Director, Chair, Analyst];
/// Who speaks for a part of the plan. A lead may for what they lead only; `decide` sees to that.
const SPEAKERS: &[Role] = &[Director, Chair, Analyst, Lead];
/// Who judges, a lead what they lead only; and the analyst, who records what somebody else has
/// judged: the judgement itself says whose it is.
const JUDGES: &[Role] = &[Director, Chair, Lead, Analyst];
/// Who agrees for a meeting.
pub(super) const CHAIRS: &[Role] = &[Director, Chair];

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
        | Command::RecordBodyDecision(_) => KEEPERS,
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
        Command::AgreeRating(_) => CHAIRS,
        Command::PlanRound(_) | Command::RecordFinding(_) | Command::CloseRound(_) => {
            &[Director, Chair, Analyst, Auditor]
        }
        Command::RecordGrading(_) => &[Auditor, Analyst],
        Command::ModerateGrading(_) => &[Director, Chair, Auditor],
    }
}
