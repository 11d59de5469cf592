//! What was said of findings: that they are known and accepted, or are so no more. A finding's
//! identity is made of a child's, so this lies beside the rows about children and not in the
//! ledger. It is only added to.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use waymark_checks::Acceptance;

use crate::error::SnapshotError;

/// The folder.
fn folder(home: &Path) -> PathBuf {
    home.join("accepted")
}

/// Keeps what somebody said of a finding. It is on the disk when this returns.
///
/// # Errors
///
/// The file system refuses.
pub fn accept(home: &Path, said: &Acceptance) -> Result<(), SnapshotError> {
    let folder = folder(home);
    fs::create_dir_all(&folder).map_err(SnapshotError::io("make the folder", &folder))?;
    let mut next = files(&folder)?.last().map_or(1, |(number, _)| number + 1);
    loop {
        let path = folder.join(format!("{next:08}.json"));
        let failed = |error| SnapshotError::io("write", &path)(error);
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(&folder)?;
            serde_json::to_writer_pretty(&mut file, said)?;
            file.write_all(b"\n")?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        match write().map_err(failed)?.persist_noclobber(&path) {
            Ok(_) => return Ok(()),
            // Somebody else was quicker.
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => next += 1,
            Err(error) => return Err(failed(error.error)),
        }
    }
}

/// All that was said, the earliest first.
///
/// # Errors
///
/// The folder or a file cannot be read, or a file is not as it was written.
pub fn accepted(home: &Path) -> Result<Vec<Acceptance>, SnapshotError> {
    files(&folder(home))?
        .into_iter()
        .map(|(_, path)| {
            let bytes = fs::read(&path).map_err(SnapshotError::io("read", &path))?;
            serde_json::from_slice(&bytes)
                .map_err(|error| SnapshotError::io("read", &path)(error.into()))
        })
        .collect()
}

/// The files by number.
fn files(folder: &Path) -> Result<Vec<(u64, PathBuf)>, SnapshotError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SnapshotError::io("read", folder)(error)),
    };
    let mut found: Vec<(u64, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let number = name.strip_suffix(".json")?.parse().ok()?;
            Some((number, entry.path()))
        })
        .collect();
    found.sort();
    Ok(found)
}
