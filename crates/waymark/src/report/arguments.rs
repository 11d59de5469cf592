//! The words of `waymark report`: what may follow it on the command line.

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;
use waymark_codes::Month;
use waymark_plan::ledger::parts::{CommentKind, ReviewOutcome};
use waymark_plan::{ReportId, RestatementId};

use crate::cli::{Format, SourceArguments};
use crate::exit::Trouble;
use crate::plan::arguments::{SessionArguments, values};

/// Where a report is written to where nobody says so.
const OUT: &str = "report";
/// The snapshot that is used where nobody says so.
const LATEST: &str = "latest";

/// Arguments of `waymark report`. Without a word it builds the report.
#[derive(Args)]
#[command(subcommand_negates_reqs = true)]
pub struct ReportArguments {
    /// Which ledger, and who asks.
    #[command(flatten)]
    pub session: SessionArguments,
    /// The report to build.
    #[command(flatten)]
    pub build: BuildArguments,
    /// What else to do.
    #[command(subcommand)]
    pub action: Option<ReportAction>,
}

/// What to do with reports.
#[derive(Subcommand)]
pub enum ReportAction {
    /// Write the report as DOCX, PDF and HTML, as without this word.
    Build(BuildArguments),
    /// Hold a text to the evidence: its claims, each with what the figures say.
    Check(TextArguments),
    /// Put references in the place of numbers, so that they follow the figures.
    Offer(OfferArguments),
    /// Begin a report; with `--correction`, what you leave out stays.
    Draft(DraftArguments),
    /// Write a draft's narrative, or write it anew.
    Write {
        /// The report.
        report: ReportId,
        /// The narrative, as Markdown.
        file: PathBuf,
    },
    /// Hand a draft in for review.
    Submit {
        /// The report.
        report: ReportId,
        /// What the reviewer should know.
        #[arg(long)]
        note: Option<String>,
    },
    /// Agree a report in review, or return it.
    Review(ReviewArguments),
    /// Comment on a report: for legal services, for finance, or as another officer.
    Comment(CommentArguments),
    /// Check a report's narrative, and approve the report.
    Approve(ApproveArguments),
    /// Publish an approved report, frozen with all that it was made from.
    Publish(PublishArguments),
    /// Give up a report that was not published.
    Withdraw {
        /// The report.
        report: ReportId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// List the reports.
    List,
    /// Show a report and its steps.
    Show {
        /// The report.
        report: ReportId,
    },
    /// Set two reports side by side: what changed, figure by figure and rating by rating.
    Compare(CompareArguments),
    /// Show a figure of a published report, and the cases behind it. They are about children: keep
    /// them safe.
    Trace(TraceArguments),
    /// Make a published report again from what was frozen with it.
    Rebuild {
        /// The report.
        report: ReportId,
        /// The folder to write to.
        #[arg(long, default_value = "rebuilt")]
        out: PathBuf,
    },
    /// Prove that published reports are what was published, and can be made again.
    Verify {
        /// The reports; all that were published where none is named.
        reports: Vec<ReportId>,
    },
    /// Show which figures of published reports newer data changes.
    Restate(RestateArguments),
    /// Write the correction note of a restatement.
    Correction {
        /// The restatement.
        restatement: RestatementId,
        /// The folder to write to.
        #[arg(long, default_value = OUT)]
        out: PathBuf,
    },
    /// Say what is done about a restatement.
    Answer(AnswerArguments),
}

/// Arguments of `waymark report build`, and of `waymark report` alone.
#[derive(Args)]
pub struct BuildArguments {
    /// The committee's day.
    #[arg(
        long,
        value_name = "DATE",
        required_unless_present = "report",
        value_parser = values::day
    )]
    pub as_at: Option<Date>,
    /// A report of the ledger as far as it has come: its day, its narrative, its steps.
    #[arg(long, conflicts_with_all = ["as_at", "plan", "month", "narrative"])]
    pub report: Option<ReportId>,
    /// The plan's TOML file; left out, the ledger's plan as it was at the end of the day.
    #[arg(long, value_name = "FILE.toml")]
    pub plan: Option<PathBuf>,
    /// The month of the figures; the latest before the day that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// What officers wrote: Markdown, plain text or a Word document.
    #[arg(long, value_name = "FILE")]
    pub narrative: Option<PathBuf>,
    /// A template of your own, in place of the built-in one.
    #[arg(long, value_name = "FILE.toml")]
    pub template: Option<PathBuf>,
    /// The folder to write to.
    #[arg(long, default_value = OUT)]
    pub out: PathBuf,
    /// Where the snapshot and the definitions are.
    #[command(flatten)]
    pub source: SourceArguments,
}

impl BuildArguments {
    /// Refuses what was said of a report to build, where something else is to be done.
    pub fn must_be_untouched(&self) -> anyhow::Result<()> {
        let is_untouched = self.as_at.is_none()
            && self.report.is_none()
            && self.plan.is_none()
            && self.month.is_none()
            && self.narrative.is_none()
            && self.template.is_none()
            && self.out == Path::new(OUT)
            && self.source.snapshot == LATEST
            && self.source.definitions.is_none();
        if is_untouched {
            return Ok(());
        }
        Err(Trouble::arguments(
            "what belongs to a word stands behind it: write `waymark report check --as-at …`, and not `waymark report --as-at … check`",
        )
        .into())
    }
}

/// Which text, and what it is held to.
#[derive(Args)]
pub struct TextArguments {
    /// The text: Markdown, plain text or a Word document.
    #[arg(required_unless_present = "report")]
    pub file: Option<PathBuf>,
    /// A report of the ledger: its narrative where no file is given, its day and month.
    #[arg(long, conflicts_with_all = ["as_at", "month", "published", "facts", "plan"])]
    pub report: Option<ReportId>,
    /// The day of the text; today where it is left out.
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub as_at: Option<Date>,
    /// The month of the figures; the latest before the day that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// The plan's TOML file; left out, the ledger's plan as it was at the end of the day.
    #[arg(long, value_name = "FILE.toml")]
    pub plan: Option<PathBuf>,
    /// Hold it to a table of published values alone. No data is needed, and no ledger.
    #[arg(
        long,
        value_name = "FILE.csv",
        requires = "authority",
        conflicts_with = "facts"
    )]
    pub published: Option<PathBuf>,
    /// The authority's column in the table of published values.
    #[arg(long, requires = "published")]
    pub authority: Option<String>,
    /// Hold it to a file of facts alone. No data is needed, and no ledger.
    #[arg(long, value_name = "FILE.toml")]
    pub facts: Option<PathBuf>,
    /// The report's template, where it is not the built-in one.
    #[arg(long, value_name = "FILE.toml")]
    pub template: Option<PathBuf>,
    /// Where the snapshot and the definitions are.
    #[command(flatten)]
    pub source: SourceArguments,
}

/// Arguments of `waymark report offer`.
#[derive(Args)]
pub struct OfferArguments {
    /// Which text.
    #[command(flatten)]
    pub text: TextArguments,
    /// Write the text with its references to this new file.
    #[arg(long, value_name = "FILE.md")]
    pub write: Option<PathBuf>,
}

/// Arguments of `waymark report draft`.
#[derive(Args)]
pub struct DraftArguments {
    /// Its id, in lower case, such as `scrutiny-2017-11`.
    pub report: ReportId,
    /// Its title.
    #[arg(long, required_unless_present = "correction")]
    pub title: Option<String>,
    /// The day of the committee's meeting.
    #[arg(long, value_name = "DATE", required_unless_present = "correction", value_parser = values::day)]
    pub meeting_on: Option<Date>,
    /// The day that it speaks of: the plan is shown as at the end of it.
    #[arg(long, value_name = "DATE", required_unless_present = "correction", value_parser = values::day)]
    pub as_at: Option<Date>,
    /// The month of its figures; the latest before its day that most measures can answer.
    #[arg(long)]
    pub month: Option<Month>,
    /// Why what was recorded is replaced.
    #[arg(long, value_name = "WHY")]
    pub correction: Option<String>,
}

/// Arguments of `waymark report review`.
#[derive(Args)]
pub struct ReviewArguments {
    /// The report.
    pub report: ReportId,
    /// What comes of it.
    #[arg(value_parser = values::review())]
    pub outcome: ReviewOutcome,
    /// What is to be said of it; needed where it is returned.
    #[arg(long)]
    pub note: Option<String>,
}

/// Arguments of `waymark report comment`.
#[derive(Args)]
pub struct CommentArguments {
    /// The report.
    pub report: ReportId,
    /// Whose view it gives.
    #[arg(value_parser = values::comment())]
    pub of: CommentKind,
    /// The comment, in whole sentences.
    pub text: String,
    /// Whose comment it is, where you record it for them: id, e-mail address or name.
    #[arg(long = "for", value_name = "PERSON")]
    pub on_behalf_of: Option<String>,
}

/// Arguments of `waymark report approve`.
#[derive(Args)]
pub struct ApproveArguments {
    /// The report.
    pub report: ReportId,
    /// Why a claim stands that the evidence contradicts; may be repeated.
    #[arg(long = "reason", value_name = "CLAIM=WHY", value_parser = reason)]
    pub reasons: Vec<(String, String)>,
    /// The report's template, where it is not the built-in one.
    #[arg(long, value_name = "FILE.toml")]
    pub template: Option<PathBuf>,
    /// Where the snapshot and the definitions are. The report is published from this snapshot.
    #[command(flatten)]
    pub source: SourceArguments,
}

/// Arguments of `waymark report publish`.
#[derive(Args)]
pub struct PublishArguments {
    /// The report.
    pub report: ReportId,
    /// A template of your own, in place of the built-in one.
    #[arg(long, value_name = "FILE.toml")]
    pub template: Option<PathBuf>,
    /// A folder of your own definitions, which add to the built-in ones or take their place.
    #[arg(long)]
    pub definitions: Option<PathBuf>,
    /// A folder to write the documents to, besides the archive.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Arguments of `waymark report compare`.
#[derive(Args)]
pub struct CompareArguments {
    /// The earlier report, which was published.
    pub earlier: ReportId,
    /// The later one, which was published too; left out, the report as it would be built now.
    pub later: Option<ReportId>,
    /// The day of the report that is built now; today where it is left out.
    #[arg(long, value_name = "DATE", conflicts_with = "later", value_parser = values::day)]
    pub as_at: Option<Date>,
    /// The template of the report that is built now.
    #[arg(long, value_name = "FILE.toml", conflicts_with = "later")]
    pub template: Option<PathBuf>,
    /// Where the snapshot and the definitions of the report that is built now are.
    #[command(flatten)]
    pub source: SourceArguments,
    /// Show what is the same, too.
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `waymark report trace`.
#[derive(Args)]
pub struct TraceArguments {
    /// The report.
    pub report: ReportId,
    /// The figure's reference, such as `F3`.
    pub mark: String,
    /// How to give out the cases.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write them to this file.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Arguments of `waymark report restate`.
#[derive(Args)]
pub struct RestateArguments {
    /// The report; all that were published where none is named.
    pub report: Option<ReportId>,
    /// The newer snapshot: its id, its beginning, or `latest`.
    #[arg(long, default_value = LATEST)]
    pub snapshot: String,
    /// Record what changed as a restatement; without this you only see it.
    #[arg(long)]
    pub raise: bool,
    /// The restatement's id; the next free one where it is left out.
    #[arg(long, requires = "raise", requires = "report")]
    pub id: Option<RestatementId>,
    /// Why the figures changed, where it is known.
    #[arg(long, value_name = "WHY", requires = "raise")]
    pub because: Option<String>,
}

/// Arguments of `waymark report answer`.
#[derive(Args)]
pub struct AnswerArguments {
    /// The restatement.
    pub restatement: RestatementId,
    /// The published report was corrected: how, and where that is said.
    #[arg(
        long,
        value_name = "HOW",
        required_unless_present = "kept",
        conflicts_with = "kept"
    )]
    pub corrected: Option<String>,
    /// The published report stays as it is: why.
    #[arg(long, value_name = "WHY")]
    pub kept: Option<String>,
}

/// A claim's name and why it stands: `CLAIM=WHY`.
fn reason(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((claim, why)) if !claim.trim().is_empty() && !why.trim().is_empty() => {
            Ok((claim.trim().to_owned(), why.trim().to_owned()))
        }
        _ => Err("write the claim's name and the reason, such as `3f2a9c1b7d40=The minutes of the board give the number`".into()),
    }
}
