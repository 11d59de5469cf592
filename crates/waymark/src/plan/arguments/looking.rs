//! Words of looking at the plan, and of which figures to look at it with.

use super::values;
use clap::Args;
use jiff::civil::Date;
use waymark_codes::Month;

use crate::cli::SourceArguments;

/// Arguments of `waymark plan show`.
#[derive(Args)]
pub struct ShowArguments {
    /// A recommendation, action, milestone, meeting, decision, audit round, bid or consultation;
    /// the whole plan where it is left out.
    pub id: Option<String>,
    /// As it was at the end of this day.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Option<Date>,
}

/// Arguments of `waymark plan due`.
#[derive(Args)]
pub struct DueArguments {
    /// Only what falls to this person: id, e-mail address or name.
    #[arg(long)]
    pub person: Option<String>,
    /// As it was at the end of this day.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Option<Date>,
}

/// Arguments of `waymark plan log`.
#[derive(Args)]
pub struct LogArguments {
    /// Only events about this id, and about what belongs to it.
    #[arg(long, value_name = "ID")]
    pub about: Option<String>,
    /// Only events of this day and later.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub since: Option<Date>,
    /// Only events of this day and earlier.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub until: Option<Date>,
    /// Only this many, the last ones.
    #[arg(long, value_name = "EVENTS")]
    pub last: Option<usize>,
}

/// Which figures to use where an import has given any.
#[derive(Args, Default)]
pub struct FiguresArguments {
    /// Leave the figures out.
    #[arg(long)]
    pub without_figures: bool,
    /// The month of the figures; the latest that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// Where the snapshot and the definitions are.
    #[command(flatten)]
    pub source: SourceArguments,
}
