//! What the checks of a return look at: what was submitted, row by row.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;

use crate::finding::FindingCode;
use crate::import::{Import, ReturnAccount, ReturnKind};
use crate::recognise::FileKind;
use crate::reference::{POSTCODES, SETTINGS};
use crate::ssda903::tables::TABLES;

/// What was submitted, from an import or from a snapshot.
#[derive(Debug, Clone, Default)]
pub struct Submitted {
    /// The raw tables of SSDA903, what was looked up beside them, who holds which case, and what
    /// could not be read: those of [`submitted_tables`] that are there.
    pub tables: BTreeMap<String, Vec<RecordBatch>>,
    /// The files, in the order in which `_file` counts them.
    pub files: Vec<SubmittedFile>,
    /// The returns that they make up.
    pub returns: Vec<ReturnAccount>,
}

/// A file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmittedFile {
    /// Its name as the user gave it.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// The return that it belongs to, such as `2024-25`.
    pub return_label: Option<String>,
    /// The tables that it gave, with or without rows.
    pub tables: Vec<String>,
    /// Columns of its table that it lacks, by the guide's name.
    pub lacks: Vec<String>,
}

/// The names of the tables that the checks look at.
pub fn submitted_tables() -> impl Iterator<Item = &'static str> {
    let others = [
        SETTINGS.name,
        POSTCODES.name,
        "ssd_involvements",
        "values_set_aside",
        "rows_set_aside",
    ];
    TABLES.iter().map(|spec| spec.name).chain(others)
}

impl Submitted {
    /// What an import was made from.
    pub fn of(import: &Import) -> Self {
        let tables = submitted_tables()
            .filter_map(|name| {
                let table = import.tables.get(name)?;
                Some((name.to_owned(), table.batches.clone()))
            })
            .collect();
        let files = import
            .files
            .iter()
            .map(|file| SubmittedFile {
                name: file.name.clone(),
                kind: file.kind,
                return_label: file.return_label.clone(),
                tables: file.tables.iter().map(|one| one.table.clone()).collect(),
                lacks: import
                    .findings
                    .iter()
                    .filter(|finding| {
                        finding.code == FindingCode::MissingColumn && finding.file == file.name
                    })
                    .filter_map(|finding| finding.column.clone())
                    .collect(),
            })
            .collect();
        Self {
            tables,
            files,
            returns: import.returns.clone(),
        }
    }

    /// The SSDA903 returns, the oldest first.
    pub fn ssda903(&self) -> Vec<&ReturnAccount> {
        let mut found: Vec<&ReturnAccount> = self
            .returns
            .iter()
            .filter(|one| one.kind == ReturnKind::Ssda903)
            .collect();
        found.sort_by_key(|one| (one.coverage.to, one.coverage.from));
        found
    }
}
