//! Words of the monthly meeting.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_plan::{MeetingId, MinuteId, RecommendationId};

use super::values;
use super::{FiguresArguments, LeadArguments};
use crate::cli::SourceArguments;

/// What to do with meetings.
#[derive(Subcommand)]
pub enum MeetingAction {
    /// Call a meeting; with `--correction`, what you leave out stays.
    Call(MeetingArguments),
    /// Call a meeting off.
    Cancel {
        /// The meeting.
        id: MeetingId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Open a meeting.
    Open {
        /// The meeting.
        id: MeetingId,
        /// Who is there; may be repeated. Left out, all who were asked and sent no apologies.
        #[arg(long, value_name = "PERSON")]
        present: Vec<String>,
        /// Who sent apologies; may be repeated.
        #[arg(long, value_name = "PERSON")]
        apologies: Vec<String>,
    },
    /// Record a decision of an open meeting.
    Decide {
        /// Its id, such as `M2017-09.D1`.
        id: MinuteId,
        /// What was decided, in whole sentences.
        decision: String,
        /// The meeting.
        #[arg(long)]
        meeting: MeetingId,
        /// The recommendation that it is about.
        #[arg(long)]
        recommendation: Option<RecommendationId>,
        /// The decision stays on the agenda until it is reported as carried out.
        #[arg(long)]
        stays_open: bool,
    },
    /// Report that a decision was carried out.
    Conclude {
        /// The decision.
        id: MinuteId,
        /// What came of it.
        outcome: String,
        /// The day; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
    },
    /// Record a small action that arose at an open meeting.
    Arising {
        /// Its id, such as `M2017-09.A1`.
        id: MinuteId,
        /// What is to be done.
        title: String,
        /// The meeting.
        #[arg(long)]
        meeting: MeetingId,
        /// Who sees to it.
        #[command(flatten)]
        owner: LeadArguments,
        /// By when.
        #[arg(long, value_parser = values::day)]
        due: Date,
        /// Why what was agreed under this id is replaced, such as another day or owner.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// Report that a small action is done.
    Done {
        /// The action.
        id: MinuteId,
        /// The day; today where it is left out.
        #[arg(long, value_parser = values::day)]
        on: Option<Date>,
        /// What came of it.
        #[arg(long)]
        outcome: Option<String>,
    },
    /// Note the figures that a meeting has before it, from the latest snapshot.
    Evidence {
        /// The meeting; none where the figures are noted between meetings.
        meeting: Option<MeetingId>,
        /// The month of the figures; the latest that most measures can answer.
        #[arg(long)]
        month: Option<Month>,
        /// Where the snapshot and the definitions are.
        #[command(flatten)]
        source: SourceArguments,
    },
    /// End a meeting.
    Close {
        /// The meeting.
        id: MeetingId,
        /// The day of the next.
        #[arg(long, value_parser = values::day)]
        next: Option<Date>,
    },
    /// List the meetings.
    List,
    /// Make the agenda, on the screen or as a Word file.
    Agenda(AgendaArguments),
    /// Write the minutes of a meeting as a Word file.
    Minutes {
        /// The meeting.
        id: MeetingId,
        /// The file to write; `minutes-ID.docx` where it is left out.
        #[arg(long, value_name = "FILE.docx")]
        out: Option<PathBuf>,
    },
}

/// Arguments of `waymark plan meeting call`.
#[derive(Args)]
pub struct MeetingArguments {
    /// Its id, such as `M2017-09`.
    pub id: MeetingId,
    /// Its title, such as `Improvement meeting, September 2017`.
    #[arg(long, required_unless_present = "correction")]
    pub title: Option<String>,
    /// The day.
    #[arg(long, required_unless_present = "correction", value_parser = values::day)]
    pub on: Option<Date>,
    /// Who chairs: id, e-mail address or name.
    #[arg(long, value_name = "PERSON", required_unless_present = "correction")]
    pub chair: Option<String>,
    /// Who else is asked to come; may be repeated.
    #[arg(long = "member", value_name = "PERSON")]
    pub members: Vec<String>,
    /// Why what was recorded is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// Arguments of `waymark plan meeting agenda`.
#[derive(Args)]
pub struct AgendaArguments {
    /// The day that the agenda is for; today where it is left out.
    #[arg(long, value_parser = values::day)]
    pub on: Option<Date>,
    /// From the plan as it was at the end of this day.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Option<Date>,
    /// The Word file to write.
    #[arg(long, value_name = "FILE.docx")]
    pub out: Option<PathBuf>,
    /// Which figures it is made from.
    #[command(flatten)]
    pub figures: FiguresArguments,
}
