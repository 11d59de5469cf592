//! Writing a snapshot: whole, or not at all.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use waymark_returns::{Import, READER_VERSION, SourceFile, Table};

use crate::catalogue::{self, LATEST, MANIFEST, TABLES};
use crate::error::SnapshotError;
use crate::manifest::{FORMAT, Input, Manifest, TableEntry, count};
use crate::{hash, id, parquet_file};

/// What a folder's name begins with while a snapshot is being written into it.
const INCOMPLETE: &str = ".incomplete-";
/// Held while a snapshot is being written, so that two imports do not sweep each other's
/// work away.
const LOCK: &str = ".lock";

/// A snapshot that was written or was there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// Its folder.
    pub path: PathBuf,
    /// Whether the same files had been imported before, so that nothing was written.
    pub already_there: bool,
}

/// Writes what was imported from these files into the home folder, and makes it the
/// latest. `imported_at` is what the caller's clock says, for the manifest.
///
/// A snapshot of the same files that is there already stays as it is; one that is there
/// but damaged is written anew. What an interrupted import left behind is swept.
///
/// # Errors
///
/// The file system refuses.
pub fn write(
    home: &Path,
    files: &[SourceFile],
    import: &Import,
    imported_at: Option<String>,
) -> Result<Written, SnapshotError> {
    let all = catalogue::folder(home);
    fs::create_dir_all(&all).map_err(SnapshotError::io("make the folder", &all))?;
    let _lock = lock(&all)?;
    let hashes: Vec<String> = files
        .iter()
        .map(|file| hash::of_bytes(&file.bytes))
        .collect();
    let id = id::of(files, &hashes, import);
    let path = all.join(&id);
    if path.exists() {
        if catalogue::open(home, &id).is_ok_and(|snapshot| snapshot.verify().is_ok()) {
            point_to(&all, &id)?;
            return Ok(Written {
                id,
                path,
                already_there: true,
            });
        }
        fs::remove_dir_all(&path).map_err(SnapshotError::io("remove the damaged", &path))?;
    }
    let temporary = tempfile::Builder::new()
        .prefix(INCOMPLETE)
        .tempdir_in(&all)
        .map_err(SnapshotError::io("make a folder in", &all))?;
    let manifest = fill(temporary.path(), files, hashes, &id, import, imported_at)?;
    write_json(&temporary.path().join(MANIFEST), &manifest)?;
    sync_folder(temporary.path());
    fs::rename(temporary.path(), &path).map_err(SnapshotError::io("write", &path))?;
    // It has another name now: there is nothing left to remove.
    let _ = temporary.keep();
    sync_folder(&all);
    point_to(&all, &id)?;
    Ok(Written {
        id,
        path,
        already_there: false,
    })
}

fn fill(
    folder: &Path,
    files: &[SourceFile],
    hashes: Vec<String>,
    id: &str,
    import: &Import,
    imported_at: Option<String>,
) -> Result<Manifest, SnapshotError> {
    let tables_folder = folder.join(TABLES);
    fs::create_dir(&tables_folder).map_err(SnapshotError::io("make the folder", &tables_folder))?;
    let tables = import
        .tables
        .iter()
        .map(|(name, table)| write_table(&tables_folder, name, table))
        .collect::<Result<_, _>>()?;
    let findings = parquet_file::findings(&import.findings);
    let findings = write_table(folder, "findings", &findings)?;
    let counts = count(&import.findings);
    write_json(&folder.join("findings.json"), &counts)?;
    let inputs = files
        .iter()
        .zip(&import.files)
        .zip(hashes)
        .map(|((file, account), sha256)| Input {
            name: account.name.clone(),
            sha256,
            bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            kind: account.kind,
            return_label: account.return_label.clone(),
            rows_read: account.rows_read,
            rows_kept: account.rows_kept,
            rows_set_aside: account.rows_set_aside,
            tables: account.tables.clone(),
        })
        .collect();
    Ok(Manifest {
        format: FORMAT,
        id: id.to_owned(),
        reader: READER_VERSION,
        imported_at,
        declared: import.declared,
        inputs,
        returns: import.returns.clone(),
        tables,
        coverage: import.coverage.clone(),
        findings: counts,
        findings_sha256: findings.sha256,
    })
}

fn write_table(folder: &Path, name: &str, table: &Table) -> Result<TableEntry, SnapshotError> {
    let path = folder.join(format!("{name}.parquet"));
    parquet_file::write(&path, name, table)?;
    let (bytes, sha256) = hash::of_file(&path).map_err(SnapshotError::io("read", &path))?;
    Ok(TableEntry {
        name: name.to_owned(),
        rows: u64::try_from(table.rows()).unwrap_or(u64::MAX),
        bytes,
        sha256,
    })
}

fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), SnapshotError> {
    let failed = SnapshotError::io("write", path);
    let write = || {
        let mut bytes = serde_json::to_vec_pretty(value)?;
        bytes.push(b'\n');
        let mut file = File::create(path)?;
        file.write_all(&bytes)?;
        file.sync_all()
    };
    write().map_err(failed)
}

/// Makes a snapshot the latest, by a rename, so that a reader sees the old one or the
/// new one.
fn point_to(all: &Path, id: &str) -> Result<(), SnapshotError> {
    let path = all.join(LATEST);
    let failed = SnapshotError::io("write", &path);
    let write = || {
        let mut file = tempfile::Builder::new()
            .prefix(".latest-")
            .tempfile_in(all)?;
        file.write_all(id.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(failed)
}

/// Waits until no other import writes into the folder, and sweeps what an interrupted
/// one left.
fn lock(all: &Path) -> Result<File, SnapshotError> {
    let path = all.join(LOCK);
    let file = File::create(&path).map_err(SnapshotError::io("write", &path))?;
    match file.lock() {
        Ok(()) => sweep(all),
        // Some network file systems know no locks. Then nothing is swept, as it could
        // be another import's.
        Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {}
        Err(error) => return Err(SnapshotError::io("lock", &path)(error)),
    }
    Ok(file)
}

fn sweep(all: &Path) {
    let Ok(entries) = fs::read_dir(all) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // What cannot be removed now is no snapshot to any reader, and is tried again.
        if name.starts_with(INCOMPLETE) {
            let _ = fs::remove_dir_all(entry.path());
        } else if name.starts_with(".latest-") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Sees a folder's entries onto the disk, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
