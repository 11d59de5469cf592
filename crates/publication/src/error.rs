//! Why a use case cannot go on. Nothing was written, unless it says otherwise.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use waymark_app::AppError;
use waymark_benchmarks::BenchmarkError;
use waymark_codes::Month;
use waymark_measures::{CatalogueError, DefinitionError, EngineError};
use waymark_plan::ReportId;
use waymark_plan::ledger::NotAPlan;
use waymark_plan::ledger::state::ReportStage;
use waymark_report::ReportError;
use waymark_report::docx::DocxError;
use waymark_report::pdf::PdfError;
use waymark_snapshot::SnapshotError;

use crate::check::FaultyReference;
use crate::checking::CheckingError;

/// Why a use case cannot go on. Nothing was written, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// The ledger refused, or failed.
    #[error(transparent)]
    App(#[from] AppError),
    /// The snapshot is not there, or damaged.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The benchmarks cannot be read.
    #[error(transparent)]
    Benchmarks(#[from] BenchmarkError),
    /// The definitions are wrong.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// A definition of an archive is wrong.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
    /// The figures cannot be computed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The return cannot be checked.
    #[error(transparent)]
    Checking(#[from] CheckingError),
    /// The report cannot be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The Word file cannot be written.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// The PDF cannot be written.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// What the archive should hold cannot be written as JSON: a defect of ours.
    #[error("a file of the archive cannot be written: {0}; please report this")]
    Json(#[from] serde_json::Error),
    /// The ledger holds no whole plan.
    #[error("{lacks}, as at {as_at}")]
    NotAPlan {
        /// What it lacks.
        lacks: NotAPlan,
        /// The day.
        as_at: Date,
    },
    /// The month of the figures goes on after the day.
    #[error(
        "{} had not ended on {as_at}; give an earlier month, or a later day", month.in_words()
    )]
    MonthNotEnded {
        /// The month.
        month: Month,
        /// The day.
        as_at: Date,
    },
    /// No measure can be computed.
    #[error("the snapshot has no data that a measure can use; import the returns first")]
    NoData,
    /// There is no such report, restatement or mark.
    #[error("there is no {what}{}", did_you_mean(.near))]
    NoSuch {
        /// What.
        what: String,
        /// What was perhaps meant.
        near: Option<String>,
    },
    /// Nothing was written that could be checked or published.
    #[error("report {0} has no narrative yet; write it with `waymark report write`")]
    NoNarrative(ReportId),
    /// The report was not published.
    #[error("report {report} is {}; this takes one that is published", stands.in_words())]
    NotPublished {
        /// The report.
        report: ReportId,
        /// Where it stands.
        stands: ReportStage,
    },
    /// References of a narrative have no words.
    #[error("the narrative has references without words: {}", told(.0))]
    References(Vec<FaultyReference>),
    /// Since the approval, the evidence has come to contradict something.
    #[error(
        "since report {report} was approved, the evidence has come to contradict \u{201c}{quote}\u{201d}: {says} Withdraw the report, and begin it anew under another id"
    )]
    NewContradiction {
        /// The report.
        report: ReportId,
        /// The words.
        quote: String,
        /// What the evidence says.
        says: String,
    },
    /// A report was approved with another template.
    #[error(
        "report {0} was approved with another template; give with --template the one that it was approved with"
    )]
    OtherTemplate(ReportId),
    /// The home has no archive of a report.
    #[error(
        "this home has no archive of report {report} ({}); copy the folder from where the report was published",
        folder.display()
    )]
    NoArchive {
        /// The report.
        report: ReportId,
        /// Where it would be.
        folder: PathBuf,
    },
    /// An archive is not as it was written.
    #[error("the archive of report {report} is damaged: {what}; copy it from a backup of the home")]
    DamagedArchive {
        /// The report.
        report: ReportId,
        /// What is wrong.
        what: String,
    },
    /// Another version of the program wrote the archive.
    #[error(
        "the archive of report {report} has form {format}, which this version does not read; use the version that published it, or a later one"
    )]
    ArchiveFormat {
        /// The report.
        report: ReportId,
        /// Its form.
        format: u64,
    },
    /// A figure that was published has no cases in the snapshot that it was published from.
    #[error("the snapshot cannot give the cases behind {mark} any more: {reason}")]
    NoCases {
        /// The figure's mark.
        mark: String,
        /// Why.
        reason: String,
    },
    /// The ledger's log has no event of this number.
    #[error("the ledger has no event {0}: it is another ledger, or an older copy")]
    NoEvent(u64),
    /// The file system refuses.
    #[error("cannot {doing} {}: {source}; check that the folder exists, is not full and may be written to", path.display())]
    Io {
        /// What was tried, such as `write`.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl PublicationError {
    /// An error of the file system, for `map_err`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }

    /// Something that is not there, with what is nearest among what is.
    pub(crate) fn no_such<'a>(
        what: &str,
        id: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::NoSuch {
            what: format!("{what} `{id}`"),
            near: waymark_narrative::nearest(id, known).map(str::to_owned),
        }
    }
}

fn did_you_mean(near: &Option<String>) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::new(),
    }
}

fn told(faults: &[FaultyReference]) -> String {
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    told.join("; ")
}
