//! The files that an import looks at.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::BenchmarkError;

/// A file to look at.
pub(crate) struct Candidate {
    pub path: PathBuf,
    /// Named by the caller, not found in a folder.
    pub named: bool,
}

/// The files named and those in the folders named, in the order of their paths.
pub(crate) fn files_of(paths: &[PathBuf]) -> Result<Vec<Candidate>, BenchmarkError> {
    let mut files = Vec::new();
    for path in paths {
        let about = fs::metadata(path).map_err(|error| BenchmarkError::io(path, "find", error))?;
        if about.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(Candidate {
                path: path.clone(),
                named: true,
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<Candidate>) -> Result<(), BenchmarkError> {
    let cannot_read = |error| BenchmarkError::io(folder, "read the folder", error);
    for entry in fs::read_dir(folder).map_err(cannot_read)? {
        let entry = entry.map_err(cannot_read)?;
        // The type of the entry itself: a link to a folder is not followed, so no walk is endless.
        let file_type = entry.file_type().map_err(cannot_read)?;
        if file_type.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(Candidate {
                path: entry.path(),
                named: false,
            });
        }
    }
    Ok(())
}
