//! The words of `waymark plan`: what may follow it on the command line. What is done with them is
//! in `recording`, `looking` and `files`.

mod actions;
mod audits;
mod files;
mod looking;
mod meetings;
mod money;
mod people;
mod plan;
#[cfg(test)]
mod tests;
pub mod values;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_plan::ledger::chain::CommandId;

pub use super::remind::RemindArguments;
pub use actions::{
    ActionAction, AgreeRatingArguments, CancelArguments, CompleteArguments, LeadArguments,
    MeasureAction, MeasureArguments, MilestoneAction, OriginArguments, RateArguments,
    RedateArguments, ReopenArguments,
};
pub use audits::{AuditAction, RoundArguments};
pub use files::{
    ApplyArguments, BackupArguments, CheckArguments, ExportArguments, ImportPlanArguments,
    ProposeArguments, RestoreArguments, VerifyArguments,
};
pub use looking::{DueArguments, FiguresArguments, LogArguments, ShowArguments};
pub use meetings::{AgendaArguments, MeetingAction, MeetingArguments};
pub use money::{BidAction, ConsultationAction, ConsultationArguments, DecisionAction};
pub use people::{OpenArguments, PersonAction, RoleAction};
pub use plan::{
    AimAction, FrameArguments, InspectionAction, InspectionArguments, RecommendationAction,
    RecommendationArguments, SchemeAction, VersionAction,
};

/// Arguments of `waymark plan`.
#[derive(Args)]
pub struct PlanArguments {
    /// Which ledger, and who asks.
    #[command(flatten)]
    pub session: SessionArguments,
    /// What to do.
    #[command(subcommand)]
    pub action: PlanAction,
}

/// Which ledger, who asks, and how. What is said twice counts as it is said last, so that a script's
/// own word can be overridden.
#[derive(Args)]
pub struct SessionArguments {
    /// The ledger: a file, or postgres://USER@HOST/DATABASE; `ledger.db` in the home folder.
    #[arg(
        long,
        global = true,
        overrides_with = "ledger",
        env = "WAYMARK_LEDGER",
        hide_env_values = true,
        value_name = "LOCATION"
    )]
    pub ledger: Option<String>,
    /// Who you are: id, e-mail address or name; needed for whatever writes.
    #[arg(
        long = "as",
        global = true,
        overrides_with = "acting_as",
        env = "WAYMARK_PERSON",
        hide_env_values = true,
        value_name = "PERSON"
    )]
    pub acting_as: Option<String>,
    /// Take this day as today; only on a ledger for demonstration or training.
    #[arg(long, global = true, overrides_with = "today", value_name = "DATE", value_parser = values::day)]
    pub today: Option<Date>,
    /// Give out JSON, refusals too.
    #[arg(long, global = true)]
    pub json: bool,
    /// Show what would happen, and write nothing.
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// What this giving of a command is called: given again with the same id after an answer was
    /// lost, it is not written twice.
    #[arg(long, global = true, value_name = "ID")]
    pub giving: Option<CommandId>,
    /// Today is right, though it is more than a year after the ledger's last event.
    #[arg(long, global = true)]
    pub sure_of_today: bool,
    /// The last event that you have seen: what has changed since is not written over.
    #[arg(long, global = true, value_name = "EVENT")]
    pub seen: Option<u64>,
}

/// What to do with a plan.
#[derive(Subcommand)]
pub enum PlanAction {
    /// Begin a ledger: whose plan it keeps, and who administers it.
    Open(OpenArguments),
    /// Keep the people whom the ledger knows by their ids.
    #[command(subcommand)]
    Person(PersonAction),
    /// Say who may do what.
    #[command(subcommand)]
    Role(RoleAction),
    /// Record the inspection that the plan answers.
    #[command(subcommand)]
    Inspection(InspectionAction),
    /// Set the plan's title, years and committee, and what the report says around it.
    Frame(FrameArguments),
    /// Say what the ratings mean.
    #[command(subcommand)]
    Scheme(SchemeAction),
    /// Keep the aims.
    #[command(subcommand)]
    Aim(AimAction),
    /// Keep the inspectorate's recommendations.
    #[command(subcommand)]
    Recommendation(RecommendationAction),
    /// Keep the versions that a committee approves, and compare them.
    #[command(subcommand)]
    Version(VersionAction),
    /// Add actions, change them, begin them, report on them.
    #[command(subcommand)]
    Action(ActionAction),
    /// Add milestones, and change their words.
    #[command(subcommand)]
    Milestone(MilestoneAction),
    /// Agree a new day for an action or milestone.
    Redate(RedateArguments),
    /// Complete an action, or reach a milestone.
    Complete(CompleteArguments),
    /// Give up an action or milestone.
    Cancel(CancelArguments),
    /// Take up again an action or milestone that was done or given up.
    Reopen(ReopenArguments),
    /// Say by which measures recommendations are judged.
    #[command(subcommand)]
    Measure(MeasureAction),
    /// Rate a recommendation.
    Rate(RateArguments),
    /// Agree a recommendation's rating at an open meeting.
    AgreeRating(AgreeRatingArguments),
    /// Keep the programme of practice audits.
    #[command(subcommand)]
    Audit(AuditAction),
    /// Hold the monthly meeting: its agenda, its decisions, its minutes.
    #[command(subcommand)]
    Meeting(MeetingAction),
    /// Keep bids for money, and the posts that they pay for.
    #[command(subcommand)]
    Bid(BidAction),
    /// Keep who was asked, and what came of it.
    #[command(subcommand)]
    Consultation(ConsultationAction),
    /// Keep what other bodies decided.
    #[command(subcommand)]
    Decision(DecisionAction),
    /// Show the plan, or one thing in it with its history.
    Show(ShowArguments),
    /// List what is due, overdue or long unheard of.
    Due(DueArguments),
    /// Remind people of what is due to them: letters by e-mail, and calendar files.
    Remind(RemindArguments),
    /// Show what happened, when, and by whom.
    Log(LogArguments),
    /// Propose a rating for each recommendation, delivery and impact apart.
    Propose(ProposeArguments),
    /// Check a plan's file and say what is wrong, with the place.
    Check(CheckArguments),
    /// Bring the ledger to a plan's file or a filled-in workbook: first shown, then applied.
    Import(ImportPlanArguments),
    /// Write the plan as TOML, or as a workbook that leads fill in.
    Export(ExportArguments),
    /// Give commands from a file of JSON lines, each acknowledged once it is written.
    Apply(ApplyArguments),
    /// Check every event of the log, and print its head to be noted.
    Verify(VerifyArguments),
    /// Write the whole ledger into one file.
    Backup(BackupArguments),
    /// Bring a backup back into an empty place.
    Restore(RestoreArguments),
}
