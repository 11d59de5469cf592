//! Files on disk: written whole, and readable by their owner alone.
//!
//! What is handed in is about children. On Unix folders and files are made so that nobody else may
//! read them; on Windows the rights of the home folder hold.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::error::IntakeError;

/// What the name of a file begins with while it is being written.
pub(crate) const UNFINISHED: &str = ".unfinished-";

/// Makes a folder, and those above it, that only its owner may read.
pub(crate) fn make_folder(path: &Path) -> Result<(), IntakeError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder
        .create(path)
        .map_err(IntakeError::io("make the folder", path))
}

/// Writes a file beside its place and renames it, so that it is there whole or not at all. The
/// folder is there already.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), IntakeError> {
    write_by(path, bytes, UNFINISHED)
}

/// The same, where the name that it has until then begins otherwise.
pub(crate) fn write_by(path: &Path, bytes: &[u8], unfinished: &str) -> Result<(), IntakeError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let write = || {
        // Such a file is its owner's alone from the beginning.
        let mut file = tempfile::Builder::new()
            .prefix(unfinished)
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        sync(folder);
        Ok(())
    };
    write().map_err(IntakeError::io("write", path))
}

/// Writes a value as JSON.
pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), IntakeError> {
    write(path, &serde_json::to_vec_pretty(value)?)
}

/// Reads a value; `None` where there is no such file, and why not where it cannot be understood.
pub(crate) fn read_json<T: DeserializeOwned>(
    path: &Path,
) -> Result<Option<Result<T, serde_json::Error>>, IntakeError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(IntakeError::io("read", path)(error)),
    }
}

/// Removes a folder with all that is in it; one that is not there is no failure.
pub(crate) fn remove_folder(path: &Path) -> Result<(), IntakeError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(IntakeError::io("remove the folder", path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes a file; one that is not there is no failure.
pub(crate) fn remove_file(path: &Path) -> Result<(), IntakeError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(IntakeError::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// The names in a folder, in order; none where there is no folder.
pub(crate) fn entries(folder: &Path) -> Result<Vec<String>, IntakeError> {
    let failed = IntakeError::io("read the folder", folder);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Sees a folder's entries onto the disk, where the system can.
pub(crate) fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A lock on a file, held until the value is dropped. Some network file systems know no locks;
/// there the file alone is given, which keeps nobody out.
pub(crate) fn lock(path: &Path) -> Result<File, IntakeError> {
    let file = File::create(path).map_err(IntakeError::io("write", path))?;
    tolerated(path, file.lock())?;
    Ok(file)
}

/// The same, for one of several who may hold it together.
pub(crate) fn lock_shared(path: &Path) -> Result<File, IntakeError> {
    let file = File::create(path).map_err(IntakeError::io("write", path))?;
    tolerated(path, file.lock_shared())?;
    Ok(file)
}

fn tolerated(path: &Path, locked: std::io::Result<()>) -> Result<(), IntakeError> {
    match locked {
        Err(error) if error.kind() != ErrorKind::Unsupported => {
            Err(IntakeError::io("lock", path)(error))
        }
        _ => Ok(()),
    }
}

/// The SHA-256 of bytes in small hexadecimal letters.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
