//! What an import gives: tables, accounts of the files, findings and coverage.

use std::collections::BTreeMap;
use std::fmt;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::recognise::FileKind;

/// Everything that was read.
#[derive(Debug)]
pub struct Import {
    /// Tables by their name in SQL: raw tables, SSD tables, `audits`, and the two side
    /// tables `values_set_aside` and `rows_set_aside`. A table without rows is left out.
    pub tables: BTreeMap<String, Table>,
    /// An account of each file, in the order given.
    pub files: Vec<FileAccount>,
    /// The returns that the files make up.
    pub returns: Vec<ReturnAccount>,
    /// What there is to say.
    pub findings: Vec<Finding>,
    /// What each table covers.
    pub coverage: Vec<TableCoverage>,
    /// What the user declared that the files cover.
    pub declared: Option<(Date, Date)>,
}

/// A table: its schema and its rows.
#[derive(Debug, Clone)]
pub struct Table {
    /// The schema that each batch has.
    pub schema: SchemaRef,
    /// The rows, in a fixed order.
    pub batches: Vec<RecordBatch>,
}

impl Table {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

/// What became of one file. `rows_read` is always `rows_kept + rows_set_aside`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAccount {
    /// The file's name as the user gave it.
    pub name: String,
    /// What the file is.
    pub kind: FileKind,
    /// Rows (in XML: records) in the file, the header not counted.
    pub rows_read: u64,
    /// Rows that are in a table.
    pub rows_kept: u64,
    /// Rows that are in `rows_set_aside` instead.
    pub rows_set_aside: u64,
    /// The tables that its rows went to.
    pub tables: Vec<TableAccount>,
    /// The return that it belongs to, such as `2016-17`.
    pub return_label: Option<String>,
}

/// How many rows of a file went to a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableAccount {
    /// The table's name.
    pub table: String,
    /// Rows kept in it.
    pub rows: u64,
}

/// What kind of return it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnKind {
    /// Children looked after (SSDA903).
    Ssda903,
    /// Children in need census.
    Cin,
    /// Social work workforce census.
    Workforce,
    /// Ofsted's Annex A.
    AnnexA,
    /// An extract of the Standard Safeguarding Dataset.
    Ssd,
    /// A log of practice audits.
    Audits,
}

impl fmt::Display for ReturnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Ssda903 => "SSDA903",
            Self::Cin => "CIN census",
            Self::Workforce => "workforce census",
            Self::AnnexA => "Annex A",
            Self::Ssd => "SSD extract",
            Self::Audits => "audit log",
        })
    }
}

/// A return and what it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnAccount {
    /// What it is.
    pub kind: ReturnKind,
    /// The folder or file that it came in.
    pub group: String,
    /// What it is called: `2016-17`.
    pub label: String,
    /// What it covers.
    pub coverage: Coverage,
}

/// How it is known what a table covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// The user said so.
    Declared,
    /// The return's own header says so.
    Header,
    /// Worked out from the dates in it.
    Inferred,
}

/// The days that data covers, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How that is known.
    pub how: How,
}

impl Coverage {
    /// What a return over these days is called: `2016-17` for (part of) one financial
    /// year, `2014-17` for whole years from April 2014 to March 2017, else its days.
    pub fn label(&self) -> String {
        let starts_in_april = (self.from.month(), self.from.day()) == (4, 1);
        if starts_in_april {
            let last = financial_year_of(self.to);
            return format!("{}-{:02}", self.from.year(), (last + 1) % 100);
        }
        format!("{} to {}", self.from, self.to)
    }
}

/// The calendar year in which the financial year of a day begins (1 April).
pub fn financial_year_of(day: Date) -> i16 {
    if day < date(day.year(), 4, 1) {
        day.year() - 1
    } else {
        day.year()
    }
}

/// The days that a table covers, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCoverage {
    /// The table's name.
    pub table: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How that is known.
    pub how: How,
}
