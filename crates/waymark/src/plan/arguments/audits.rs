//! Words of the programme of practice audits.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use waymark_codes::Month;
use waymark_plan::ledger::parts::Grade;
use waymark_plan::{FindingId, RoundId};

use super::values;

/// What to do with practice audits.
#[derive(Subcommand)]
pub enum AuditAction {
    /// Plan a round of audits; with `--correction`, what you leave out stays.
    Plan(RoundArguments),
    /// Record an auditor's grade of a case in a theme, or correct it.
    Grade {
        /// The round.
        round: RoundId,
        /// The audit's own reference of the case, such as `QA-0421`; never a child's number.
        reference: String,
        /// The theme.
        theme: String,
        /// The grade.
        #[arg(value_parser = values::grade())]
        grade: Grade,
        /// The team whose case it is.
        #[arg(long)]
        team: Option<String>,
        /// Who audited: id, e-mail address or name; you, where it is left out.
        #[arg(long, value_name = "PERSON")]
        auditor: Option<String>,
        /// Why the grade that was recorded is replaced.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// Moderate a grade, as one who did not give it.
    Moderate {
        /// The round.
        round: RoundId,
        /// The audit's reference of the case.
        reference: String,
        /// The theme.
        theme: String,
        /// The grade that stands from now on.
        #[arg(value_parser = values::grade())]
        grade: Grade,
        /// Why, where the grade changes.
        #[arg(long)]
        reason: Option<String>,
        /// Why the moderation that was recorded is replaced.
        #[arg(long, value_name = "WHY")]
        correction: Option<String>,
    },
    /// Record what a round found.
    Finding {
        /// Its id, such as `A2017-06.F1`.
        id: FindingId,
        /// What was found, in whole sentences. Nothing about a child.
        finding: String,
        /// The round.
        #[arg(long)]
        round: RoundId,
        /// The theme that it is about.
        #[arg(long)]
        theme: Option<String>,
    },
    /// End a round.
    Close {
        /// The round.
        round: RoundId,
        /// What is to be said of it, such as why fewer cases were audited than planned.
        #[arg(long)]
        note: Option<String>,
    },
    /// List the rounds.
    List,
    /// Give out every grade as CSV, as `waymark import` reads it.
    Export {
        /// The file to write; the screen where it is left out.
        #[arg(value_name = "FILE.csv")]
        file: Option<PathBuf>,
    },
}

/// Arguments of `waymark plan audit plan`.
#[derive(Args)]
pub struct RoundArguments {
    /// Its id, such as `A2017-06`.
    pub id: RoundId,
    /// The month that it audits.
    #[arg(long, required_unless_present = "correction")]
    pub month: Option<Month>,
    /// A theme; may be repeated.
    #[arg(
        long = "theme",
        value_name = "THEME",
        required_unless_present = "correction"
    )]
    pub themes: Vec<String>,
    /// From which cases the sample is drawn, and how.
    #[arg(long, required_unless_present = "correction")]
    pub sample_frame: Option<String>,
    /// How many cases are to be audited.
    #[arg(long, value_name = "CASES", required_unless_present = "correction")]
    pub sample_size: Option<u32>,
    /// Who audits: id, e-mail address or name; may be repeated.
    #[arg(
        long = "auditor",
        value_name = "PERSON",
        required_unless_present = "correction"
    )]
    pub auditors: Vec<String>,
    /// Why what was planned is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}
