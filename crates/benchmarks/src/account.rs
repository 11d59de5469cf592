//! What became of the rows of a file: read = kept + left out, with the reasons.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::recognise::Kind;

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The cell that matters is blank.
    Blank,
    /// The cell holds something else than was expected.
    NotAsExpected,
    /// An earlier row says something of the same measure, year and place; the first stands.
    Repeated,
    /// The row has more or fewer cells than the header.
    WrongWidth,
}

/// Rows of one file that were left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// The column that decided, as the file spells it.
    pub column: String,
    /// What was expected there.
    pub expected: String,
    /// What the first of the rows has there, cut to 20 characters.
    pub found: String,
    /// How many rows.
    pub rows: u64,
    /// The first of them: in a CSV the row as a spreadsheet shows it, the header being row 1; in a
    /// Parquet file the row counted from 1.
    pub first_row: u64,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            column,
            expected,
            found,
            rows,
            first_row,
            ..
        } = self;
        let rows = match rows {
            1 => format!("row {first_row} left out"),
            rows => format!("{rows} rows left out (the first is row {first_row})"),
        };
        match self.reason {
            Reason::Blank => write!(f, "{rows}: {column} is blank; expected {expected}"),
            Reason::NotAsExpected => {
                write!(f, "{rows}: {column} is `{found}`; expected {expected}")
            }
            Reason::Repeated => write!(f, "{rows}: an earlier row has the same {expected}"),
            Reason::WrongWidth => write!(f, "{rows}: {found} cells; expected {expected}"),
        }
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAccount {
    /// The file's name, without its folder.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Rows read, the header not counted.
    pub rows_read: u64,
    /// Rows kept: `rows_read` less all that was left out.
    pub rows_kept: u64,
    /// How many of the rows kept have no value (`-` in LAIT).
    pub without_value: u64,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// Counts the rows of one file as they are read.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub rows_read: u64,
    pub rows_kept: u64,
    pub without_value: u64,
    left_out: Vec<LeftOut>,
}

impl Tally {
    /// Leaves a row out because of a cell: blank, or not as expected.
    pub fn leave_out(&mut self, row: u64, column: &str, found: &str, expected: &str) {
        let reason = if found.trim().is_empty() {
            Reason::Blank
        } else {
            Reason::NotAsExpected
        };
        self.add(reason, row, column, found, expected);
    }

    /// Leaves out a row that an earlier one makes void; `key` says what they have in common.
    pub fn repeated(&mut self, row: u64, column: &str, key: &str) {
        self.add(Reason::Repeated, row, column, "", key);
    }

    /// Leaves out a row whose number of cells is not that of the header.
    pub fn wrong_width(&mut self, row: u64, found: usize, expected: usize) {
        let (found, expected) = (found.to_string(), expected.to_string());
        self.add(Reason::WrongWidth, row, "", &found, &expected);
    }

    fn add(&mut self, reason: Reason, row: u64, column: &str, found: &str, expected: &str) {
        let same = self.left_out.iter_mut().find(|entry| {
            entry.reason == reason && entry.column == column && entry.expected == expected
        });
        match same {
            Some(entry) => entry.rows += 1,
            None => self.left_out.push(LeftOut {
                reason,
                column: column.to_owned(),
                expected: expected.to_owned(),
                found: cut(found),
                rows: 1,
                first_row: row,
            }),
        }
    }

    pub fn account(self, file: &str, kind: Kind, sha256: &str) -> FileAccount {
        FileAccount {
            file: file.to_owned(),
            kind,
            sha256: sha256.to_owned(),
            rows_read: self.rows_read,
            rows_kept: self.rows_kept,
            without_value: self.without_value,
            left_out: self.left_out,
        }
    }
}

/// The first 20 characters of a cell, control characters blotted out.
fn cut(text: &str) -> String {
    text.trim()
        .chars()
        .take(20)
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect()
}
