//! Archives on the disk: written beside their place and renamed, so that a publication that is
//! interrupted leaves nothing that a reader would see.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use waymark_plan::ReportId;

use super::{Archive, FORMAT, Manifest};
use crate::error::PublicationError;
use crate::home::Home;

const MANIFEST: &str = "manifest.json";
const LOCK: &str = ".lock";
/// What a folder's name begins with while an archive is written into it.
const INCOMPLETE: &str = ".incomplete-";

/// The folder of all archives, held so that two publications do not sweep each other's work away.
pub(crate) struct Reports {
    folder: PathBuf,
    _lock: File,
}

impl Reports {
    /// Makes the folder, and waits until no other program publishes from it.
    pub fn locked(home: &Home) -> Result<Self, PublicationError> {
        let folder = home.reports();
        fs::create_dir_all(&folder).map_err(PublicationError::io("make the folder", &folder))?;
        let path = folder.join(LOCK);
        let lock = File::create(&path).map_err(PublicationError::io("write", &path))?;
        match lock.lock() {
            Ok(()) => {}
            // Some network file systems know no locks. The ledger lets one publication through.
            Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {}
            Err(error) => return Err(PublicationError::io("lock", &path)(error)),
        }
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Puts an archive into its place. One that is there already was left by a publication that
    /// never reached the ledger: the caller has made sure of that.
    pub fn put(&self, archive: &Archive) -> Result<PathBuf, PublicationError> {
        let report = &archive.manifest.report;
        let place = self.folder.join(report.as_str());
        let beside = self.folder.join(format!("{INCOMPLETE}{report}"));
        remove(&beside)?;
        for (path, bytes) in archive.files() {
            let file = within(&beside, path).ok_or_else(|| outside(report, path))?;
            write(&file, bytes)?;
        }
        let mut manifest = serde_json::to_vec_pretty(&archive.manifest)?;
        manifest.push(b'\n');
        write(&beside.join(MANIFEST), &manifest)?;
        remove(&place)?;
        fs::rename(&beside, &place).map_err(PublicationError::io("write", &place))?;
        sync_folder(&self.folder);
        Ok(place)
    }

    /// Takes away the archive of a report that was not published after all.
    pub fn take_away(&self, report: &ReportId) -> Result<(), PublicationError> {
        remove(&self.folder.join(report.as_str()))
    }
}

/// The manifest of an archive.
pub(crate) fn read_manifest(home: &Home, report: &ReportId) -> Result<Manifest, PublicationError> {
    let folder = home.reports().join(report.as_str());
    if !folder.is_dir() {
        return Err(PublicationError::NoArchive {
            report: report.clone(),
            folder,
        });
    }
    let bytes = bytes_of(home, report, MANIFEST)?;
    let damaged = |what: String| PublicationError::DamagedArchive {
        report: report.clone(),
        what,
    };
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|_| damaged(format!("{MANIFEST} is no JSON")))?;
    let format = value.get("format").and_then(serde_json::Value::as_u64);
    if format != Some(u64::from(FORMAT)) {
        return Err(PublicationError::ArchiveFormat {
            report: report.clone(),
            format: format.unwrap_or_default(),
        });
    }
    let manifest: Manifest = serde_json::from_value(value)
        .map_err(|error| damaged(format!("{MANIFEST} cannot be understood: {error}")))?;
    if manifest.report != *report {
        return Err(damaged(format!(
            "{MANIFEST} is that of report {}",
            manifest.report
        )));
    }
    Ok(manifest)
}

/// The bytes of a file of an archive.
pub(crate) fn bytes_of(
    home: &Home,
    report: &ReportId,
    path: &str,
) -> Result<Vec<u8>, PublicationError> {
    let folder = home.reports().join(report.as_str());
    let file = within(&folder, path).ok_or_else(|| outside(report, path))?;
    fs::read(&file).map_err(|error| PublicationError::DamagedArchive {
        report: report.clone(),
        what: format!("{path} cannot be read: {error}"),
    })
}

fn outside(report: &ReportId, path: &str) -> PublicationError {
    PublicationError::DamagedArchive {
        report: report.clone(),
        what: format!("`{path}` is no file within it"),
    }
}

/// A path within a folder; none where it would lead out of it, on any system.
fn within(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut place = folder.to_owned();
    for part in path.split('/') {
        if part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        place.push(part);
    }
    Some(place)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PublicationError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(PublicationError::io("make the folder", folder))?;
    }
    let done = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    done().map_err(PublicationError::io("write", path))
}

/// Removes a folder with all that is in it, where it is there.
fn remove(folder: &Path) -> Result<(), PublicationError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PublicationError::io("remove", folder)(error))
        }
        _ => Ok(()),
    }
}

/// Sees a folder's entries onto the disk, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_within_its_folder() {
        let folder = Path::new("home");
        let good = within(folder, "documents/report.pdf").unwrap();
        assert_eq!(good, folder.join("documents").join("report.pdf"));
        for bad in [
            "",
            "/etc/passwd",
            "../other",
            "a/../../b",
            "a//b",
            "C:/b",
            "a\\b",
            "./a",
        ] {
            assert_eq!(within(folder, bad), None, "{bad}");
        }
    }
}
