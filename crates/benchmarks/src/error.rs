//! Why work on benchmarks cannot go on.

use std::path::{Path, PathBuf};

/// Why benchmarks cannot be imported, opened or looked up.
///
/// A row that cannot be used is no error: it is left out and counted in the
/// [`FileAccount`](crate::FileAccount) of its file.
#[derive(Debug, thiserror::Error)]
pub enum BenchmarkError {
    /// A file or folder cannot be read or written.
    #[error("{path}: cannot {action}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried, such as `read`.
        action: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that was named is none of the kinds that are read.
    #[error(
        "{file}: this is no published benchmark that Waymark reads ({why}). It reads LAIT's base data as Parquet, LAIT's dictionary as CSV, lists of statistical neighbours as CSV, and scorecards as CSV with the columns {scorecard}",
        scorecard = crate::scorecard::COLUMNS.join(",")
    )]
    NotRecognised {
        /// The file's name.
        file: String,
        /// What speaks against it.
        why: String,
    },
    /// Folders were given, and nothing in them is a benchmark.
    #[error("no published benchmark among the {files} files given")]
    NothingToImport {
        /// How many files were looked at.
        files: usize,
    },
    /// A file is of a kind that is read, and is broken.
    #[error("{file}: {what}; {expected}")]
    Malformed {
        /// The file's name.
        file: String,
        /// What is wrong, with the row or column.
        what: String,
        /// What was expected, or what to do.
        expected: String,
    },
    /// Another import is writing at this moment.
    #[error(
        "{folder}: another import of benchmarks is under way; try again when it is done",
        folder = folder.display()
    )]
    Busy {
        /// The folder of the benchmarks.
        folder: PathBuf,
    },
    /// What was imported earlier is damaged or was written by a later version.
    #[error(
        "{file}: the imported benchmarks cannot be read ({why}); import the published files again, and where that fails remove the folder first",
        file = file.display()
    )]
    Store {
        /// The file in the folder of the benchmarks.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Something must be imported before this can be answered.
    #[error("{what} has not been imported; run `waymark benchmarks import` on it")]
    NotImported {
        /// What is missing.
        what: &'static str,
    },
    /// No published measure has this name.
    #[error("no published measure is called `{name}`{}", suggestion(did_you_mean))]
    UnknownName {
        /// The name asked for.
        name: String,
        /// The names nearest to it.
        did_you_mean: Vec<String>,
    },
    /// LAIT's dictionary says nothing of a measure that its base data has, so that its years
    /// cannot be dated.
    #[error(
        "`{name}` is in LAIT's base data but not in the dictionary that was imported; import the dictionary of the same release"
    )]
    NotInDictionary {
        /// The measure's name.
        name: String,
    },
    /// No name was given.
    #[error("no published measure was named")]
    NoName,
    /// The list of statistical neighbours of a model year has not been imported.
    #[error(
        "the list of statistical neighbours of {asked} has not been imported; {}",
        lists(have)
    )]
    NoNeighbourList {
        /// The model year asked for.
        asked: i16,
        /// The model years that there are.
        have: Vec<i16>,
    },
}

impl BenchmarkError {
    /// The error of an IO operation on a path.
    pub(crate) fn io(path: &Path, action: &'static str, source: std::io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            action,
            source,
        }
    }

    pub(crate) fn malformed(
        file: &str,
        what: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self::Malformed {
            file: file.to_owned(),
            what: what.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn store(file: &Path, why: impl ToString) -> Self {
        Self::Store {
            file: file.to_owned(),
            why: why.to_string(),
        }
    }
}

fn suggestion(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!("; did you mean `{}`?", names.join("`, `")),
    }
}

fn lists(have: &[i16]) -> String {
    if have.is_empty() {
        return "no list has been imported".to_owned();
    }
    let years: Vec<String> = have.iter().map(ToString::to_string).collect();
    format!("there is a list of {}", years.join(" and "))
}
