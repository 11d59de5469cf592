//! Why a snapshot cannot be written or read.

use std::io;
use std::path::{Path, PathBuf};

/// Why a snapshot cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
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
    /// Nothing was imported yet.
    #[error("there is no snapshot in {}; import some files first: waymark import PATH…", home.display())]
    None {
        /// The home folder.
        home: PathBuf,
    },
    /// No snapshot of this id.
    #[error("there is no snapshot `{id}` in {}; see what there is: waymark snapshots", home.display())]
    NotFound {
        /// What was asked for.
        id: String,
        /// The home folder.
        home: PathBuf,
    },
    /// Several ids begin so.
    #[error("several snapshots begin with `{id}`; write more of the id")]
    Ambiguous {
        /// What was asked for.
        id: String,
    },
    /// The snapshot is not as it was written.
    #[error("the snapshot {id} is damaged ({what}); import its files again, which writes it anew")]
    Damaged {
        /// Its id.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// A newer version of Waymark wrote it.
    #[error(
        "the snapshot {id} has format {format}, which this version does not read; import its files again"
    )]
    Format {
        /// Its id.
        id: String,
        /// Its format's version.
        format: u32,
    },
    /// A table could not be made into Parquet.
    #[error("cannot write the table {table}: {source}")]
    Parquet {
        /// The table.
        table: String,
        /// What the library says.
        source: parquet::errors::ParquetError,
    },
}

impl SnapshotError {
    /// An error of the file system, for `map_err`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}
