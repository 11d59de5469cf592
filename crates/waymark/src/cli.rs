//! Commands and their arguments.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use waymark_codes::Month;

use crate::plan::arguments::PlanArguments;
use crate::report::arguments::ReportArguments;

/// From a council's returns to the committee report on its improvement plan.
#[derive(Parser)]
#[command(
    name = "waymark",
    version,
    max_term_width = 100,
    subcommand_required = true
)]
pub struct Cli {
    /// The folder that snapshots, benchmarks and published reports are kept in.
    #[arg(
        long,
        global = true,
        env = "WAYMARK_HOME",
        default_value = "waymark-data"
    )]
    pub home: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Waymark can do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a fictional council, go the whole way with its files to a report, and serve it.
    Demo(DemoArguments),
    /// Read returns, SSD tables and audit logs into a new snapshot.
    Import(ImportArguments),
    /// List the snapshots, or check that they are whole.
    Snapshots(SnapshotsArguments),
    /// Check an SSDA903 return with the rules of its year.
    Check(Box<CheckArguments>),
    /// Compute measures, list their cases, explain them.
    Measures(MeasuresArguments),
    /// Import published benchmarks, or show them.
    Benchmarks(BenchmarksArguments),
    /// Keep the improvement plan: record, look, hold meetings, check, propose ratings.
    Plan(PlanArguments),
    /// Write the committee report, and see it from a draft to publication and beyond.
    Report(Box<ReportArguments>),
    /// Serve the web application, until it is stopped with Ctrl+C.
    Serve(ServeArguments),
    /// Make the return files of a fictional council.
    Synth(SynthArguments),
    /// Print the completions of a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

/// Arguments of `waymark demo`.
#[derive(Args)]
pub struct DemoArguments {
    /// The folder to write; it must not exist, or be a demo's.
    #[arg(long, default_value = "demo")]
    pub out: PathBuf,
    /// The seed of the fictional council.
    #[arg(long, default_value_t = waymark_synth::Settings::default().seed)]
    pub seed: u64,
    /// Make the files and the report, and stop there.
    #[arg(long)]
    pub files_only: bool,
    /// The address that the web application is served at.
    #[arg(long, default_value = "127.0.0.1:8420", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
}

/// Arguments of `waymark serve`.
#[derive(Args)]
pub struct ServeArguments {
    /// The address to listen at. Only this machine reaches 127.0.0.1; put a proxy with encryption
    /// before it for a network.
    #[arg(
        long,
        env = "WAYMARK_LISTEN",
        default_value = "127.0.0.1:8420",
        value_name = "ADDRESS:PORT"
    )]
    pub listen: SocketAddr,
    /// The address that browsers use, such as https://waymark.council.example; made of --listen
    /// where it is left out.
    #[arg(long, env = "WAYMARK_PUBLIC_ADDRESS", value_name = "URL")]
    pub public_address: Option<String>,
    /// A proxy stands before it: take its word for the client's address (X-Forwarded-For).
    #[arg(long, env = "WAYMARK_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// The plan's ledger: a file, or postgres://USER@HOST/DATABASE; `ledger.db` in the home folder.
    #[arg(
        long,
        env = "WAYMARK_LEDGER",
        hide_env_values = true,
        value_name = "LOCATION"
    )]
    pub ledger: Option<String>,
    /// A folder of the council's own definitions.
    #[arg(long, value_name = "FOLDER")]
    pub definitions: Option<PathBuf>,
    /// The template of reports; the built-in one where it is left out.
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    /// The settings of mail, as for `waymark plan remind`; without them links are handed on by hand.
    #[arg(long, env = "WAYMARK_MAIL", value_name = "FILE")]
    pub mail: Option<PathBuf>,
    /// The settings of the identity provider (OpenID Connect), a TOML file.
    #[arg(long, env = "WAYMARK_IDENTITY_PROVIDER", value_name = "FILE")]
    pub identity_provider: Option<PathBuf>,
    /// Give somebody in each role of a ledger for demonstration an account with the same password.
    #[arg(long)]
    pub demo_accounts: bool,
    /// The largest upload, in megabytes.
    #[arg(long, default_value_t = 256, value_name = "MEGABYTES")]
    pub largest_upload: usize,
    /// How many requests a second one address may make, on average.
    #[arg(long, default_value_t = 50)]
    pub requests_a_second: u32,
}

/// Arguments of `waymark import`.
#[derive(Args)]
pub struct ImportArguments {
    /// Files and folders; what each file is, is found out from what is in it.
    #[arg(required_unless_present = "gradings")]
    pub paths: Vec<PathBuf>,
    /// Add the gradings of practice audits that the plan's ledger holds, as one more file.
    #[arg(long)]
    pub gradings: bool,
    /// The plan's ledger: a file, or postgres://USER@HOST/DATABASE; `ledger.db` in the home folder.
    #[arg(
        long,
        env = "WAYMARK_LEDGER",
        hide_env_values = true,
        value_name = "LOCATION"
    )]
    pub ledger: Option<String>,
    /// The first and last day that the files cover, where Waymark can't tell: FROM..TO.
    #[arg(long, value_name = "FROM..TO", value_parser = parse_span)]
    pub covers: Option<(Date, Date)>,
    /// Print every finding, not only the first of each kind.
    #[arg(long)]
    pub all_findings: bool,
}

/// Arguments of `waymark snapshots`.
#[derive(Args)]
pub struct SnapshotsArguments {
    /// Compute every file's hash again and compare.
    #[arg(long)]
    pub verify: bool,
}

/// Arguments of `waymark check`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CheckArguments {
    /// Files and folders: this year's return and, for more rules, last year's, Ofsted's list of
    /// settings, a table of postcodes, the SSD table of involvements; the latest snapshot where
    /// nothing is given.
    pub paths: Vec<PathBuf>,
    /// An earlier check as JSON, or the files of the return as it was then: says what is new, still
    /// there and cleared. A snapshot is set beside the one before it.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub before: Vec<PathBuf>,
    /// The return to check, such as 2024-25; the latest where several are given.
    #[arg(long = "return", value_name = "LABEL")]
    pub of: Option<String>,
    /// The council, by name or code: some rules ask whether a placement lies in its own area.
    #[arg(long)]
    pub authority: Option<String>,
    /// Run these rules alone.
    #[arg(long, value_name = "CODE")]
    pub rule: Vec<String>,
    /// List the findings of this child alone.
    #[arg(long)]
    pub child: Option<String>,
    /// List the findings of this team alone.
    #[arg(long)]
    pub team: Option<String>,
    /// A folder of the council's own rules, which add to the built-in ones or take their place.
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<PathBuf>,
    /// The first and last day that the files cover, where Waymark can't tell: FROM..TO.
    #[arg(long, value_name = "FROM..TO", value_parser = parse_span)]
    pub covers: Option<(Date, Date)>,
    /// The snapshot: its id, its beginning, or `latest`.
    #[arg(long, default_value = "latest", conflicts_with = "paths")]
    pub snapshot: String,
    /// List every child on the screen.
    #[arg(long)]
    pub all: bool,
    /// How to give them out. They are about children: keep them safe.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
    /// Write to this file.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// What else.
    #[command(subcommand)]
    pub action: Option<CheckAction>,
}

/// What to do with rules and findings, apart from checking.
#[derive(Subcommand)]
pub enum CheckAction {
    /// List the rules.
    Rules {
        /// Those of a collection year alone, by the year in which it ends: 2025 for 2024-25.
        #[arg(long)]
        year: Option<i16>,
    },
    /// Show a rule: what it finds, its source, its SQL.
    Explain {
        /// Its code.
        rule: String,
    },
    /// Say that a finding is known and accepted.
    Accept {
        /// The finding, as the lists have it.
        finding: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Who says so.
        #[arg(long)]
        by: String,
    },
    /// Take an acceptance back.
    Withdraw {
        /// The finding.
        finding: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Who says so.
        #[arg(long)]
        by: String,
    },
    /// List what was accepted and withdrawn.
    Accepted,
}

/// How findings are given out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Tables on the screen, by rule and by child.
    Table,
    /// Comma-separated values: a line for each row of a finding.
    Csv,
    /// A workbook with a sheet for each team; needs `--out`.
    Xlsx,
    /// JSON.
    Json,
    /// A page that a browser opens from the disk.
    Html,
}

/// How figures are given out.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table on the screen.
    Table,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// A workbook; needs `--out`.
    Xlsx,
}

/// Arguments of `waymark measures`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct MeasuresArguments {
    /// The measures to compute; all where none is named.
    pub ids: Vec<String>,
    /// The month whose last day ends the period; the latest that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// The month to compare with.
    #[arg(long, conflicts_with_all = ["series", "by"])]
    pub compare: Option<Month>,
    /// Give this many months, the last one included.
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u16).range(1..=240))]
    pub series: Option<u16>,
    /// Give the groups of a breakdown, such as `team`.
    #[arg(long, value_name = "BREAKDOWN")]
    pub by: Option<String>,
    /// List the cases behind a measure's figure. They are about children: keep them safe.
    #[arg(long, value_name = "ID", conflicts_with_all = ["compare", "series", "by"])]
    pub cases: Option<String>,
    /// How to give them out.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write to this file.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Set the published benchmarks of this authority beside the figures: its name or DfE code.
    #[arg(long, conflicts_with_all = ["series", "by", "cases"])]
    pub authority: Option<String>,
    /// Where the snapshot and the definitions are.
    #[command(flatten)]
    pub source: SourceArguments,
    /// What else.
    #[command(subcommand)]
    pub action: Option<MeasuresAction>,
}

/// What to do with definitions, apart from running them.
#[derive(Subcommand)]
pub enum MeasuresAction {
    /// List the definitions.
    List {
        /// A folder of your own definitions.
        #[arg(long)]
        definitions: Option<PathBuf>,
    },
    /// Show a definition: what it says, its source, its SQL and a worked example.
    Explain {
        /// The measure.
        id: String,
        /// A folder of your own definitions.
        #[arg(long)]
        definitions: Option<PathBuf>,
    },
    /// Check a folder of your own definitions against the contract.
    Check {
        /// The folder.
        definitions: PathBuf,
    },
}

impl Default for SourceArguments {
    fn default() -> Self {
        Self {
            snapshot: "latest".to_owned(),
            definitions: None,
        }
    }
}

/// Where the snapshot and the definitions are.
#[derive(Args, Clone)]
pub struct SourceArguments {
    /// The snapshot: its id, its beginning, or `latest`.
    #[arg(long, default_value = "latest")]
    pub snapshot: String,
    /// A folder of your own definitions, which add to the built-in ones or take their place.
    #[arg(long)]
    pub definitions: Option<PathBuf>,
}

/// Arguments of `waymark benchmarks`.
#[derive(Args)]
pub struct BenchmarksArguments {
    /// What to do.
    #[command(subcommand)]
    pub action: BenchmarksAction,
}

/// What to do with benchmarks.
#[derive(Subcommand)]
pub enum BenchmarksAction {
    /// Import LAIT's base data, its dictionary, neighbour lists and scorecards.
    Import {
        /// Files and folders; what each is, is found out from what is in it.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// List what was imported.
    List {
        /// Show only measures with this in their name or words.
        search: Option<String>,
    },
    /// Show a published measure for an authority, year by year.
    Show {
        /// Published names, such as `lait/ReReferral`, or a measure of Waymark; several published
        /// names are added up.
        #[arg(required = true)]
        names: Vec<String>,
        /// The authority: its name or DfE code.
        #[arg(long)]
        authority: String,
        /// The average of the neighbours.
        #[arg(long, value_enum, default_value_t = Average::Mean)]
        average: Average,
        /// The year of the list of neighbours.
        #[arg(long, default_value_t = 2025)]
        neighbours: i16,
        /// How to give them out.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Write to this file.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// How neighbours' values become one.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Average {
    /// The unweighted mean, as LAIT shows.
    Mean,
    /// The median, as DfE's Outcomes and Enablers dashboard shows.
    Median,
}

/// Arguments of `waymark synth`.
#[derive(Args)]
pub struct SynthArguments {
    /// The folder to write.
    #[arg(long, default_value = "loamshire")]
    pub out: PathBuf,
    /// The seed: the same seed gives the same files.
    #[arg(long, default_value_t = waymark_synth::Settings::default().seed)]
    pub seed: u64,
    /// About how many children one year's SSDA903 return has, in place of Loamshire's own number.
    /// The planted figures are then left out.
    #[arg(long)]
    pub children: Option<u32>,
    /// How many collection years to make.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=15))]
    pub years: Option<u16>,
    /// Do not plant the figures of the demo.
    #[arg(long)]
    pub unplanted: bool,
}

fn parse_span(text: &str) -> Result<(Date, Date), String> {
    let wanted = "write two days, such as 2016-04-01..2017-03-31";
    let (from, to) = text.split_once("..").ok_or(wanted)?;
    let day = |text: &str| text.trim().parse::<Date>().map_err(|_| wanted.to_owned());
    let (from, to) = (day(from)?, day(to)?);
    if from > to {
        return Err("the first day is after the last".to_owned());
    }
    Ok((from, to))
}

/// Prints the completions of a shell.
pub fn print_completions(shell: clap_complete::Shell) {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "waymark", &mut text);
    // Where the screen is gone there is nobody to tell.
    let _ = crate::output::print(&text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn spans_are_read() {
        assert!(parse_span("2016-04-01..2017-03-31").is_ok());
        for bad in [
            "2016-04-01",
            "2017-04-01..2016-03-31",
            "a..b",
            "2016-02-30..2016-03-31",
        ] {
            assert!(parse_span(bad).is_err(), "{bad}");
        }
    }
}
