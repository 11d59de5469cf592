//! The files that the latest snapshot was made from, kept by their content.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use waymark_returns::SourceFile;

use crate::Intake;
use crate::disk;
use crate::error::IntakeError;

impl Intake {
    /// Keeps files that were imported otherwise than by a proposal, so that later proposals can
    /// leave them in use.
    ///
    /// # Errors
    ///
    /// The file system refuses.
    pub fn keep_files(&self, files: &[SourceFile]) -> Result<(), IntakeError> {
        disk::make_folder(&self.folder())?;
        let _proposing = self.lock_proposing()?;
        for file in files {
            self.keep(&disk::sha256(&file.bytes), &file.bytes)?;
        }
        Ok(())
    }

    /// Keeps one file under its hash.
    pub(crate) fn keep(&self, sha256: &str, bytes: &[u8]) -> Result<(), IntakeError> {
        if self.kept(sha256)?.is_some() {
            return Ok(());
        }
        let folder = self.kept_folder();
        disk::make_folder(&folder)?;
        disk::write(&folder.join(sha256), bytes)
    }

    /// The bytes of a kept file; `None` where it is not there, or is not as it was written.
    pub(crate) fn kept(&self, sha256: &str) -> Result<Option<Vec<u8>>, IntakeError> {
        let path = self.kept_folder().join(sha256);
        match fs::read(&path) {
            Ok(bytes) => Ok((disk::sha256(&bytes) == sha256).then_some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(IntakeError::io("read", &path)(error)),
        }
    }

    /// Deletes what is kept and not among these hashes: files about children stay no longer than
    /// they are needed.
    pub(crate) fn keep_only(&self, wanted: &BTreeSet<&str>) -> Result<(), IntakeError> {
        let folder = self.kept_folder();
        for name in disk::entries(&folder)? {
            if is_hash(&name) && !wanted.contains(name.as_str()) {
                disk::remove_file(&folder.join(name))?;
            }
        }
        Ok(())
    }

    pub(crate) fn kept_folder(&self) -> PathBuf {
        self.home.path.join("files")
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|letter| letter.is_ascii_hexdigit())
}
