//! The snapshots of a home folder.

use std::fs;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use waymark_returns::{FindingCode, POSTCODES, Submitted, SubmittedFile, TableCoverage};

use crate::error::SnapshotError;
use crate::hash;
use crate::manifest::{FORMAT, Manifest, TableEntry};

/// File that holds the id of the last import.
pub(crate) const LATEST: &str = "latest";
/// The manifest's file.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The folder of the tables.
pub(crate) const TABLES: &str = "tables";

/// Where the snapshots of a home folder are.
pub(crate) fn folder(home: &Path) -> PathBuf {
    home.join("snapshots")
}

/// A snapshot that is there to be read.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What it was made from and what is in it.
    pub manifest: Manifest,
    path: PathBuf,
}

/// Opens a snapshot: by its id, by the beginning of its id, or `latest`.
///
/// # Errors
///
/// There is none, it is of another format, or its manifest or a table is not as it was
/// written. Only lengths are compared here; [`Snapshot::verify`] compares hashes.
pub fn open(home: &Path, id: &str) -> Result<Snapshot, SnapshotError> {
    let id = if id == LATEST {
        latest(home)?
    } else {
        complete(home, id)?
    };
    let path = folder(home).join(&id);
    let manifest_path = path.join(MANIFEST);
    let bytes = fs::read(&manifest_path).map_err(|_| SnapshotError::Damaged {
        id: id.clone(),
        what: format!("{MANIFEST} cannot be read"),
    })?;
    let damaged = |what: String| SnapshotError::Damaged {
        id: id.clone(),
        what,
    };
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|_| damaged(format!("{MANIFEST} is no JSON")))?;
    let format = value
        .get("format")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or_default();
    if format != u64::from(FORMAT) {
        return Err(SnapshotError::Format {
            id,
            format: u32::try_from(format).unwrap_or(u32::MAX),
        });
    }
    let manifest: Manifest = serde_json::from_value(value)
        .map_err(|error| damaged(format!("{MANIFEST} cannot be understood: {error}")))?;
    if manifest.id != id {
        return Err(damaged("its manifest is that of another".into()));
    }
    let snapshot = Snapshot { manifest, path };
    for table in &snapshot.manifest.tables {
        let length = fs::metadata(snapshot.path_of(table)).map(|found| found.len());
        if length.ok() != Some(table.bytes) {
            let what = format!("the table {} is missing or of another length", table.name);
            return Err(damaged(what));
        }
    }
    Ok(snapshot)
}

/// The id of the snapshot that was imported last; `None` where there is none yet.
///
/// # Errors
///
/// The note of it cannot be read.
pub fn latest_id(home: &Path) -> Result<Option<String>, SnapshotError> {
    match latest(home) {
        Ok(id) => Ok(Some(id)),
        Err(SnapshotError::None { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The snapshots of a home folder, by id; what cannot be opened is left out.
///
/// # Errors
///
/// The folder cannot be read. One that is not there has no snapshots.
pub fn list(home: &Path) -> Result<Vec<Snapshot>, SnapshotError> {
    let mut ids = ids(home)?;
    ids.sort();
    Ok(ids.iter().filter_map(|id| open(home, id).ok()).collect())
}

/// The snapshots that cannot be opened, by id, with what is wrong with each.
///
/// # Errors
///
/// The folder cannot be read.
pub fn damaged(home: &Path) -> Result<Vec<(String, SnapshotError)>, SnapshotError> {
    let mut ids = ids(home)?;
    ids.sort();
    let failures = ids.into_iter().filter_map(|id| {
        let error = open(home, &id).err()?;
        Some((id, error))
    });
    Ok(failures.collect())
}

impl Snapshot {
    /// The snapshot's id.
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// The snapshot's folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The Parquet file of a table; `None` where the snapshot lacks the table.
    pub fn table_path(&self, name: &str) -> Option<PathBuf> {
        self.manifest
            .tables
            .iter()
            .find(|table| table.name == name)
            .map(|table| self.path_of(table))
    }

    /// The Parquet file of the findings.
    pub fn findings_path(&self) -> PathBuf {
        self.path.join("findings.parquet")
    }

    /// What a table covers.
    pub fn coverage(&self, table: &str) -> Option<&TableCoverage> {
        self.manifest.coverage.iter().find(|one| one.table == table)
    }

    /// The rows of a table; none where the snapshot lacks it.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<RecordBatch>, SnapshotError> {
        let Some(path) = self.table_path(name) else {
            return Ok(Vec::new());
        };
        let file = fs::File::open(&path).map_err(SnapshotError::io("read", &path))?;
        let unreadable = |what: String| SnapshotError::Damaged {
            id: self.manifest.id.clone(),
            what: format!("the table {name} cannot be read: {what}"),
        };
        ParquetRecordBatchReaderBuilder::try_new(file)
            .and_then(|builder| builder.build())
            .map_err(|error| unreadable(error.to_string()))?
            .map(|batch| batch.map_err(|error| unreadable(error.to_string())))
            .collect()
    }

    /// What the checks of a return look at.
    ///
    /// # Errors
    ///
    /// A table cannot be read.
    pub fn submitted(&self) -> Result<Submitted, SnapshotError> {
        self.submitted_with(|_| true)
    }

    /// The same, but for the table of postcodes: that of the whole country is larger than all the
    /// others, and most rules need nothing of it.
    ///
    /// # Errors
    ///
    /// A table cannot be read.
    pub fn submitted_without_postcodes(&self) -> Result<Submitted, SnapshotError> {
        self.submitted_with(|table| table != POSTCODES.name)
    }

    fn submitted_with(&self, wanted: impl Fn(&str) -> bool) -> Result<Submitted, SnapshotError> {
        let mut tables = std::collections::BTreeMap::new();
        for name in waymark_returns::submitted_tables().filter(|name| wanted(name)) {
            if self.table_path(name).is_some() {
                tables.insert(name.to_owned(), self.read(name)?);
            }
        }
        let lacks = |file: &str| {
            self.manifest
                .findings
                .iter()
                .filter(|found| found.code == FindingCode::MissingColumn && found.file == file)
                .filter_map(|found| found.column.clone())
                .collect()
        };
        let files = self.manifest.inputs.iter().map(|input| SubmittedFile {
            name: input.name.clone(),
            kind: input.kind,
            return_label: input.return_label.clone(),
            tables: input.tables.iter().map(|one| one.table.clone()).collect(),
            lacks: lacks(&input.name),
        });
        Ok(Submitted {
            tables,
            files: files.collect(),
            returns: self.manifest.returns.clone(),
        })
    }

    /// Whether every table and the findings are as they were written.
    ///
    /// # Errors
    ///
    /// One is not, and which.
    pub fn verify(&self) -> Result<(), SnapshotError> {
        let damaged = |name: &str| SnapshotError::Damaged {
            id: self.manifest.id.clone(),
            what: format!("{name} is not as it was written"),
        };
        let tables = self
            .manifest
            .tables
            .iter()
            .map(|table| (table.name.as_str(), self.path_of(table), &table.sha256));
        let findings = (
            "findings",
            self.findings_path(),
            &self.manifest.findings_sha256,
        );
        for (name, path, sha256) in tables.chain([findings]) {
            let found = hash::of_file(&path).map(|(_, found)| found);
            if found.ok().as_ref() != Some(sha256) {
                return Err(damaged(name));
            }
        }
        Ok(())
    }

    fn path_of(&self, table: &TableEntry) -> PathBuf {
        self.path
            .join(TABLES)
            .join(format!("{}.parquet", table.name))
    }
}

fn latest(home: &Path) -> Result<String, SnapshotError> {
    let path = folder(home).join(LATEST);
    match fs::read_to_string(&path) {
        Ok(id) if is_id(id.trim()) => Ok(id.trim().to_owned()),
        Ok(_) => Err(SnapshotError::None {
            home: home.to_owned(),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(SnapshotError::None {
            home: home.to_owned(),
        }),
        Err(error) => Err(SnapshotError::io("read", &path)(error)),
    }
}

/// The whole id that begins so.
fn complete(home: &Path, start: &str) -> Result<String, SnapshotError> {
    let mut matching = ids(home)?;
    matching.retain(|id| !start.is_empty() && id.starts_with(start));
    match matching.len() {
        0 => Err(SnapshotError::NotFound {
            id: start.to_owned(),
            home: home.to_owned(),
        }),
        1 => Ok(matching.swap_remove(0)),
        _ => Err(SnapshotError::Ambiguous {
            id: start.to_owned(),
        }),
    }
}

fn ids(home: &Path) -> Result<Vec<String>, SnapshotError> {
    let path = folder(home);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SnapshotError::io("read", &path)(error)),
    };
    Ok(entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_id(name))
        .collect())
}

/// Only what looks like an id is one: no other folder, and no path that a pointer file
/// could have been made to hold.
fn is_id(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}
