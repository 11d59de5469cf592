//! Published benchmarks that are handed in, given to `benchmarks`.

use std::path::{Path, PathBuf};

use waymark_benchmarks::{BenchmarkError, ImportReport};

use crate::Intake;
use crate::disk;
use crate::error::IntakeError;
use crate::names;

/// What the name of a folder begins with that published files lie in while they are imported.
pub(crate) const PUBLISHED: &str = ".published-";

/// A file as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedBytes {
    /// Its name, as the sender gave it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Intake {
    /// Imports published files (LAIT's data and dictionary, lists of neighbours, scorecards) into
    /// the home's benchmarks: all of them, or none.
    ///
    /// # Errors
    ///
    /// A file is no benchmark or is broken, which is said of it by its name; or another import is
    /// under way.
    pub fn published(&self, files: Vec<NamedBytes>) -> Result<ImportReport, IntakeError> {
        if files.is_empty() {
            return Err(IntakeError::NoFiles);
        }
        let folder = self.folder();
        disk::make_folder(&folder)?;
        let _proposing = self.lock_proposing()?;
        let temporary = tempfile::Builder::new()
            .prefix(PUBLISHED)
            .tempdir_in(&folder)
            .map_err(IntakeError::io("make a folder in", &folder))?;
        let mut paths = Vec::with_capacity(files.len());
        for (number, file) in files.into_iter().enumerate() {
            // A folder for each, so that two files of one name do not meet, and numbered so that
            // they are read in the order in which they were handed in.
            let folder = temporary.path().join(format!("{number:04}"));
            disk::make_folder(&folder)?;
            let path = folder.join(names::last_part(&names::safe(&file.name)));
            disk::write(&path, &file.bytes)?;
            paths.push(path);
        }
        let imported = waymark_benchmarks::import(&self.home.path, &paths);
        let mut report = imported.map_err(|error| by_name(error, temporary.path()))?;
        for aside in &mut report.left_aside {
            aside.path = name_of(&aside.path);
        }
        Ok(report)
    }
}

/// Where the folder of this import would show in a message, the file's name does.
fn by_name(error: BenchmarkError, temporary: &Path) -> BenchmarkError {
    match error {
        BenchmarkError::Io {
            path,
            action,
            source,
        } if path.starts_with(temporary) => BenchmarkError::Io {
            path: name_of(&path),
            action,
            source,
        },
        other => other,
    }
}

fn name_of(path: &Path) -> PathBuf {
    path.file_name().map(PathBuf::from).unwrap_or_default()
}
