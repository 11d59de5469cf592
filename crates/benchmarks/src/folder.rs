//! The folder that imported benchmarks lie in, and the manifest that says which of its files count.
//!
//! A file is written beside its place, made safe on disk and renamed; the manifest is renamed last.
//! So an import that is interrupted at any point leaves what was there before.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::BenchmarkError;

/// The form of the files; another form is refused rather than misread.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const LOCK: &str = ".lock";
/// The end of a file's name while it is written.
const UNFINISHED: &str = ".unfinished";

/// A file that went into the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Rows read from it.
    pub rows_read: u64,
    /// Rows kept of them.
    pub rows_kept: u64,
}

/// One kind of benchmark, as it was last imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The file in the folder.
    pub(crate) file: String,
    /// How recent the publication is, as found in it: the last update that LAIT's dictionary
    /// names, the years that base data or scorecards cover, the year of the neighbours' model.
    pub vintage: String,
    /// The files that it was made from.
    pub inputs: Vec<Input>,
}

/// What has been imported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: u32,
    /// Tells one state of the folder from another.
    pub id: String,
    pub lait: Option<Part>,
    pub dictionary: Option<Part>,
    pub neighbours: BTreeMap<i16, Part>,
    pub scorecard: Option<Part>,
}

impl Manifest {
    /// Every part with what it is.
    pub fn parts(&self) -> Vec<(String, &Part)> {
        let named = |name: &str, part: &'_ Option<Part>| part.as_ref().map(|_| name.to_owned());
        let single = [
            (named("LAIT base data", &self.lait), &self.lait),
            (named("LAIT dictionary", &self.dictionary), &self.dictionary),
            (named("scorecards", &self.scorecard), &self.scorecard),
        ];
        let neighbours = self
            .neighbours
            .iter()
            .map(|(year, part)| (format!("statistical neighbours, {year} list"), part));
        single
            .into_iter()
            .filter_map(|(name, part)| name.zip(part.as_ref()))
            .chain(neighbours)
            .collect()
    }
}

/// The folder `benchmarks` of a home.
pub(crate) struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn of(home: &Path) -> Self {
        Self {
            path: home.join("benchmarks"),
        }
    }

    /// Makes the folder and keeps other imports out until the file that it gives is dropped.
    pub fn lock(&self) -> Result<File, BenchmarkError> {
        fs::create_dir_all(&self.path)
            .map_err(|error| BenchmarkError::io(&self.path, "make the folder", error))?;
        let path = self.path.join(LOCK);
        let file =
            File::create(&path).map_err(|error| BenchmarkError::io(&path, "write", error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(BenchmarkError::Busy {
                folder: self.path.clone(),
            }),
            Err(TryLockError::Error(error)) => Err(BenchmarkError::io(&path, "lock", error)),
        }
    }

    /// What has been imported; an empty manifest where nothing has.
    pub fn manifest(&self) -> Result<Manifest, BenchmarkError> {
        let path = self.path.join(MANIFEST);
        if !path.exists() {
            return Ok(Manifest::default());
        }
        let manifest: Manifest = read_json(&path)?;
        if manifest.format != FORMAT {
            let why = format!(
                "it has form {}, this version reads {FORMAT}",
                manifest.format
            );
            return Err(BenchmarkError::store(&path, why));
        }
        Ok(manifest)
    }

    /// Writes a file whole or not at all; `fill` writes it to the path that it is given.
    pub fn write(
        &self,
        name: &str,
        fill: impl FnOnce(&Path) -> Result<(), BenchmarkError>,
    ) -> Result<(), BenchmarkError> {
        let unfinished = self.path.join(format!("{name}{UNFINISHED}"));
        let path = self.path.join(name);
        let done = fill(&unfinished).and_then(|()| {
            fs::rename(&unfinished, &path)
                .map_err(|error| BenchmarkError::io(&path, "write", error))
        });
        if done.is_err() {
            // The file is of no use; that it could not be removed would hide the real error.
            let _ = fs::remove_file(&unfinished);
        }
        done
    }

    /// Writes a value as JSON, whole or not at all.
    pub fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), BenchmarkError> {
        self.write(name, |path| {
            let bytes =
                serde_json::to_vec(value).map_err(|error| BenchmarkError::store(path, error))?;
            let cannot_write = |error| BenchmarkError::io(path, "write", error);
            let mut file = File::create(path).map_err(cannot_write)?;
            file.write_all(&bytes).map_err(cannot_write)?;
            file.sync_all().map_err(cannot_write)
        })
    }

    /// Makes a manifest the one that counts, gives it its id, and removes files that it does not
    /// name.
    pub fn commit(&self, mut manifest: Manifest) -> Result<Manifest, BenchmarkError> {
        manifest.format = FORMAT;
        manifest.id = String::new();
        let text = serde_json::to_vec(&manifest)
            .map_err(|error| BenchmarkError::store(&self.path, error))?;
        manifest.id = sha256_hex(&text)[..16].to_owned();
        self.write_json(MANIFEST, &manifest)?;
        self.remove_all_but(&manifest);
        Ok(manifest)
    }

    /// Files of earlier imports only take room, so one that cannot be removed (on Windows, while
    /// somebody reads it) waits for the next import.
    fn remove_all_but(&self, manifest: &Manifest) {
        let kept: Vec<&str> = manifest
            .parts()
            .into_iter()
            .map(|(_, part)| part.file.as_str())
            .chain([MANIFEST, LOCK])
            .collect();
        let Ok(entries) = fs::read_dir(&self.path) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_ours(&name) && !kept.contains(&name.as_ref()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether a file was written by an import, so that it may be removed by one.
fn is_ours(name: &str) -> bool {
    let kinds = [
        "lait-",
        "dictionary-",
        "neighbours-",
        "scorecard-",
        MANIFEST,
    ];
    let ends = [".parquet", ".json", UNFINISHED];
    kinds.iter().any(|kind| name.starts_with(kind)) && ends.iter().any(|end| name.ends_with(end))
}

/// The name of a part's file: its kind and the first figures of a hash over its inputs.
pub(crate) fn part_file(kind: &str, inputs: &[Input], extension: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(FORMAT.to_le_bytes());
    for input in inputs {
        hash.update(input.sha256.as_bytes());
    }
    format!("{kind}-{}.{extension}", &hex(&hash.finalize())[..12])
}

pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, BenchmarkError> {
    let bytes = fs::read(path).map_err(|error| BenchmarkError::io(path, "read", error))?;
    serde_json::from_slice(&bytes).map_err(|error| BenchmarkError::store(path, error))
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
