//! The manifest: what a snapshot was made from and what is in it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use waymark_returns::{
    FileKind, Finding, FindingCode, ReturnAccount, Severity, TableAccount, TableCoverage,
};

/// Version of the format of a snapshot's folder.
pub const FORMAT: u32 = 1;

/// What a snapshot was made from and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the format of the folder.
    pub format: u32,
    /// The snapshot's id.
    pub id: String,
    /// Version of the readers that made the tables.
    pub reader: u32,
    /// When it was imported, as the caller said.
    pub imported_at: Option<String>,
    /// What the user declared that the files cover.
    pub declared: Option<(Date, Date)>,
    /// The files, in the order in which `_file` counts them.
    pub inputs: Vec<Input>,
    /// The returns that they make up.
    pub returns: Vec<ReturnAccount>,
    /// The tables, by name.
    pub tables: Vec<TableEntry>,
    /// What each table covers.
    pub coverage: Vec<TableCoverage>,
    /// How many findings there are of each kind, the gravest first.
    pub findings: Vec<FindingCount>,
    /// SHA-256 of `findings.parquet`.
    pub findings_sha256: String,
}

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name as the user gave it.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// What it is.
    pub kind: FileKind,
    /// The return that it belongs to.
    pub return_label: Option<String>,
    /// Rows in it.
    pub rows_read: u64,
    /// Rows in a table.
    pub rows_kept: u64,
    /// Rows in `rows_set_aside`.
    pub rows_set_aside: u64,
    /// The tables that they went to.
    pub tables: Vec<TableAccount>,
}

/// A table of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Its name in SQL.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// Length of its Parquet file.
    pub bytes: u64,
    /// SHA-256 of its Parquet file.
    pub sha256: String,
}

/// How many findings of a kind a file has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingCount {
    /// How much they matter.
    pub severity: Severity,
    /// The kind.
    pub code: FindingCode,
    /// The file; empty for the whole import.
    pub file: String,
    /// The column.
    pub column: Option<String>,
    /// How many.
    pub count: u64,
}

/// Counts findings by severity, kind, file and column.
pub(crate) fn count(findings: &[Finding]) -> Vec<FindingCount> {
    let mut counts = std::collections::BTreeMap::new();
    for one in findings {
        let key = (
            one.severity,
            one.code,
            one.file.as_str(),
            one.column.as_deref(),
        );
        *counts.entry(key).or_insert(0) += one.stands_for;
    }
    counts
        .into_iter()
        .map(|((severity, code, file, column), count)| FindingCount {
            severity,
            code,
            file: file.to_owned(),
            column: column.map(str::to_owned),
            count,
        })
        .collect()
}
