//! Words of files: the plan's own, backups, commands.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_plan::ledger::chain::Head;

use super::values;
use crate::cli::SourceArguments;

/// Arguments of `waymark plan check`.
#[derive(Args)]
pub struct CheckArguments {
    /// The plan's TOML file.
    pub plan: PathBuf,
    /// A folder of your own definitions.
    #[arg(long)]
    pub definitions: Option<PathBuf>,
}

/// Arguments of `waymark plan propose`.
#[derive(Args)]
pub struct ProposeArguments {
    /// The plan's TOML file; the ledger's plan where it is left out.
    pub plan: Option<PathBuf>,
    /// The day. Of the ledger, the plan as it was at its end.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Date,
    /// The month of the figures; the latest that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// Where the snapshot and the definitions are.
    #[command(flatten)]
    pub source: SourceArguments,
}

/// Arguments of `waymark plan import`.
#[derive(Args)]
pub struct ImportPlanArguments {
    /// A plan's TOML file, or the workbook that `export` wrote and leads filled in.
    #[arg(value_name = "FILE.toml|FILE.xlsx")]
    pub file: PathBuf,
    /// Write it to the ledger; without this you only see what would change.
    #[arg(long)]
    pub apply: bool,
    /// Where the import opens the ledger, it is one for demonstration or training.
    #[arg(long)]
    pub demonstration: bool,
    /// A folder of your own definitions.
    #[arg(long)]
    pub definitions: Option<PathBuf>,
}

/// Arguments of `waymark plan export`.
#[derive(Args)]
pub struct ExportArguments {
    /// The file to write; TOML on the screen where it is left out.
    #[arg(value_name = "FILE.toml|FILE.xlsx")]
    pub file: Option<PathBuf>,
    /// As it was at the end of this day.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Option<Date>,
}

/// Arguments of `waymark plan backup`.
#[derive(Args)]
pub struct BackupArguments {
    /// The file to write. It holds names and addresses: keep it as safe as the ledger.
    pub file: PathBuf,
}

/// Arguments of `waymark plan restore`.
#[derive(Args)]
pub struct RestoreArguments {
    /// The backup.
    pub file: PathBuf,
}

/// Arguments of `waymark plan verify`.
#[derive(Args)]
pub struct VerifyArguments {
    /// A head that was noted earlier, such as in the minutes: it must be on the way.
    #[arg(long, value_name = "SEQ:HASH", value_parser = values::head)]
    pub head: Option<Head>,
}

/// Arguments of `waymark plan apply`.
#[derive(Args)]
pub struct ApplyArguments {
    /// The file; `-` reads what comes in.
    pub file: PathBuf,
    /// Go on after a command that is refused.
    #[arg(long, conflicts_with = "together")]
    pub keep_going: bool,
    /// Where the database is away or busy, try each command again for so long.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub retry: u64,
    /// All commands or none.
    #[arg(long)]
    pub together: bool,
}
