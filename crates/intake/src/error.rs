//! Why a use case cannot go on. Nothing that counts was changed, unless it says otherwise.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use waymark_benchmarks::BenchmarkError;
use waymark_measures::EngineError;
use waymark_publication::PublicationError;
use waymark_snapshot::SnapshotError;

use crate::id::ProposalId;

/// Why a use case cannot go on. Nothing that counts was changed, unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// No file was handed in.
    #[error("no file was handed in; choose one or more files")]
    NoFiles,
    /// Not one of the files could be read, so there is nothing to propose.
    #[error("nothing in these files can be read, so nothing is proposed: {}", .files.join("; "))]
    NothingRead {
        /// Each file with what is wrong with it.
        files: Vec<String>,
    },
    /// Files that should stay are not kept in this home.
    #[error(
        "these files of the snapshot in use were not kept ({}); hand them in too, or propose the new files without the others",
        .missing.join(", ")
    )]
    NotKept {
        /// Their names.
        missing: Vec<String>,
    },
    /// A new file could replace several earlier ones.
    #[error(
        "{file}: nothing in it says which earlier file it replaces ({}); hand it in under that file's name, or, a table of an SSDA903 return, together with the episodes of its year",
        .candidates.join(", ")
    )]
    Unclear {
        /// The new file.
        file: String,
        /// The earlier ones.
        candidates: Vec<String>,
    },
    /// The snapshot in use has declared dates, and the new files reach beyond them.
    #[error(
        "the files in use were declared to cover {from} to {to}, and the new ones reach beyond that; say what all of them together cover"
    )]
    CoverageNeeded {
        /// First day declared, included.
        from: Date,
        /// Last day declared, included.
        to: Date,
    },
    /// There is no proposal of this id.
    #[error("there is no proposal {0}; it may have been discarded, or accepted")]
    NoSuchProposal(ProposalId),
    /// The id was given to another proposal.
    #[error("there is a proposal {0} already; see it before the files are handed in again")]
    Taken(ProposalId),
    /// What is kept of a proposal is not as it was written.
    #[error("the proposal {id} is damaged ({what}); discard it, and hand its files in again")]
    DamagedProposal {
        /// The proposal.
        id: ProposalId,
        /// What is wrong.
        what: String,
    },
    /// Another snapshot has become the latest since.
    #[error(
        "since proposal {id} was made, other files have come into use; propose it anew, and see its effect beside them"
    )]
    Overtaken {
        /// The proposal.
        id: ProposalId,
        /// The snapshot that is in use now.
        latest: Option<String>,
    },
    /// A snapshot cannot be written or read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Snapshot or definitions cannot be opened.
    #[error(transparent)]
    Publication(#[from] PublicationError),
    /// Figures cannot be computed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Published files cannot be imported.
    #[error(transparent)]
    Benchmarks(#[from] BenchmarkError),
    /// What is written down of a proposal is no JSON: a defect of ours.
    #[error("what is noted of the proposal cannot be written: {0}; please report this")]
    Json(#[from] serde_json::Error),
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

impl IntakeError {
    /// An error of the file system, for `map_err`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}
