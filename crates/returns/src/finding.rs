//! What an import has to say about its files: a list that never grows without bound.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::cut;

/// How many findings of one kind are listed for one column of one file; the rest are
/// counted.
pub const LISTED_AT_MOST: u64 = 1_000;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Data was left out, or a whole file could not be read.
    Error,
    /// Data was kept, but a figure made from it may be wrong.
    Warning,
    /// Something that a reader should know.
    Note,
}

/// What kind of thing was found. The text form is stable, for filters and for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// The file holds nothing, or nothing but blank lines.
    EmptyFile,
    /// The file is none of the returns that Waymark reads.
    UnknownFile,
    /// The file ends in the middle.
    TruncatedFile,
    /// The file cannot be opened as what it seems to be.
    DamagedFile,
    /// The file could harm the machine (a zip bomb, an entity bomb) and was not opened.
    UnsafeFile,
    /// The same bytes were given twice; they are read once.
    SameFileTwice,
    /// The encoding had to be guessed.
    EncodingAssumed,
    /// A column, element or sheet that the layout has is not there.
    MissingColumn,
    /// A column, element or sheet that the layout does not have.
    UnknownColumn,
    /// A column that is there twice.
    RepeatedColumn,
    /// A row whose number of cells is not that of the header.
    RaggedRow,
    /// A row in which every cell is blank.
    BlankRow,
    /// A row or record without the identifier that it hangs on.
    MissingId,
    /// A cell that must not be blank.
    MissingValue,
    /// A cell that should be a date.
    BadDate,
    /// A cell that should be a number.
    BadNumber,
    /// A cell that should be yes or no.
    BadYesNo,
    /// A code that is not in the code list.
    UnknownCode,
    /// A cell far longer than anything that belongs there.
    LongText,
    /// A row that says the same as another, or contradicts it.
    RepeatedRow,
    /// An end before its start, or another impossible order.
    BadOrder,
    /// A column of names, which Waymark does not keep.
    NameLeftOut,
    /// The dates that the data covers were worked out from the data.
    CoverageInferred,
    /// The files leave a gap in the dates that they cover.
    CoverageGap,
    /// Two sources give the same table; one of them was used.
    SourceChosen,
    /// A table of the return that no file gives.
    TableAbsent,
}

impl FindingCode {
    /// The stable text form, such as `bad-date`.
    pub fn id(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty-file",
            Self::UnknownFile => "unknown-file",
            Self::TruncatedFile => "truncated-file",
            Self::DamagedFile => "damaged-file",
            Self::UnsafeFile => "unsafe-file",
            Self::SameFileTwice => "same-file-twice",
            Self::EncodingAssumed => "encoding-assumed",
            Self::MissingColumn => "missing-column",
            Self::UnknownColumn => "unknown-column",
            Self::RepeatedColumn => "repeated-column",
            Self::RaggedRow => "ragged-row",
            Self::BlankRow => "blank-row",
            Self::MissingId => "missing-id",
            Self::MissingValue => "missing-value",
            Self::BadDate => "bad-date",
            Self::BadNumber => "bad-number",
            Self::BadYesNo => "bad-yes-no",
            Self::UnknownCode => "unknown-code",
            Self::LongText => "long-text",
            Self::RepeatedRow => "repeated-row",
            Self::BadOrder => "bad-order",
            Self::NameLeftOut => "name-left-out",
            Self::CoverageInferred => "coverage-inferred",
            Self::CoverageGap => "coverage-gap",
            Self::SourceChosen => "source-chosen",
            Self::TableAbsent => "table-absent",
        }
    }

    /// How much a finding of this kind matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::EmptyFile
            | Self::UnknownFile
            | Self::TruncatedFile
            | Self::DamagedFile
            | Self::UnsafeFile
            | Self::RaggedRow
            | Self::MissingId
            | Self::LongText => Severity::Error,
            Self::MissingColumn
            | Self::RepeatedColumn
            | Self::MissingValue
            | Self::BadDate
            | Self::BadNumber
            | Self::BadYesNo
            | Self::UnknownCode
            | Self::RepeatedRow
            | Self::BadOrder
            | Self::CoverageGap
            | Self::NameLeftOut => Severity::Warning,
            Self::SameFileTwice
            | Self::EncodingAssumed
            | Self::UnknownColumn
            | Self::BlankRow
            | Self::CoverageInferred
            | Self::SourceChosen
            | Self::TableAbsent => Severity::Note,
        }
    }
}

/// One thing found in one place.
///
/// It never repeats a child's data: `found` is filled for coded columns only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind of thing it is.
    pub code: FindingCode,
    /// How much it matters.
    pub severity: Severity,
    /// The file's name as the user gave it; empty where it is about the whole import.
    pub file: String,
    /// The table that the row belongs to, such as `ssda903_episodes`.
    pub table: Option<String>,
    /// The row as Excel or an editor shows it (the header is row 1); in XML the line.
    pub row: Option<u64>,
    /// The column, by the name that the return's guide gives it.
    pub column: Option<String>,
    /// What was found; at most 20 characters.
    pub found: Option<String>,
    /// What was expected, or what to do: a sentence without its full stop.
    pub expected: String,
    /// How many findings this one stands for: more than one where the rest are counted
    /// only.
    pub stands_for: u64,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parted = false;
        if !self.file.is_empty() {
            write!(f, "{}", self.file)?;
            parted = true;
        }
        if let Some(row) = self.row {
            write!(f, "{}row {row}", if parted { ", " } else { "" })?;
            parted = true;
        }
        if let Some(column) = &self.column {
            write!(f, "{}{column}", if parted { ", " } else { "" })?;
            parted = true;
        }
        if parted {
            write!(f, ": ")?;
        }
        if let Some(found) = &self.found {
            write!(f, "found `{found}`; ")?;
        }
        write!(f, "{}", self.expected)
    }
}

/// Where a finding lies; what is not known stays `None`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Place<'a> {
    /// Index of the file in the import; `None` for the whole import.
    pub file: Option<i32>,
    /// The table's name.
    pub table: Option<&'a str>,
    /// The row or line.
    pub row: Option<u64>,
    /// The column's name.
    pub column: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The whole file.
    pub fn file(file: i32) -> Self {
        Self {
            file: Some(file),
            ..Self::default()
        }
    }

    /// A row (line) of the file.
    pub fn row(file: i32, row: u64) -> Self {
        Self {
            row: Some(row),
            ..Self::file(file)
        }
    }

    /// The same place, in this table.
    pub fn table(self, table: &'a str) -> Self {
        Self {
            table: Some(table),
            ..self
        }
    }

    /// The same place, in this column.
    pub fn column(self, column: &'a str) -> Self {
        Self {
            column: Some(column),
            ..self
        }
    }
}

type Key = (Option<i32>, FindingCode, u64);

/// The findings of an import while it is being read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    names: Vec<String>,
    list: Vec<Finding>,
    counts: HashMap<Key, (u64, Option<String>, Option<String>)>,
}

impl Findings {
    /// Findings about files of these names, in the order of the import.
    pub fn new(names: Vec<String>) -> Self {
        Self {
            names,
            ..Self::default()
        }
    }

    /// Notes a finding. `expected` is asked for only while findings of the kind are
    /// still listed, so a million bad cells cost a million counter steps.
    pub fn add(
        &mut self,
        code: FindingCode,
        place: Place<'_>,
        found: Option<&str>,
        expected: impl FnOnce() -> String,
    ) {
        let key = (place.file, code, place_key(place));
        let entry = self.counts.entry(key).or_insert_with(|| {
            (
                0,
                place.table.map(str::to_owned),
                place.column.map(str::to_owned),
            )
        });
        entry.0 += 1;
        if entry.0 > LISTED_AT_MOST {
            return;
        }
        let finding = Finding {
            code,
            severity: code.severity(),
            file: self.name(place.file),
            table: place.table.map(str::to_owned),
            row: place.row,
            column: place.column.map(str::to_owned),
            found: found.map(|text| cut(text, 20)),
            expected: expected(),
            stands_for: 1,
        };
        self.list.push(finding);
    }

    /// The list, in the order of the files and, in a file, of the finding; kinds with
    /// more than [`LISTED_AT_MOST`] end with one that counts the rest.
    pub fn finish(mut self) -> Vec<Finding> {
        let mut list = std::mem::take(&mut self.list);
        let mut rest: Vec<_> = self
            .counts
            .iter()
            .filter(|(_, (count, ..))| *count > LISTED_AT_MOST)
            .map(|((file, code, _), (count, table, column))| {
                let more = count - LISTED_AT_MOST;
                Finding {
                    code: *code,
                    severity: code.severity(),
                    file: self.name(*file),
                    table: table.clone(),
                    row: None,
                    column: column.clone(),
                    found: None,
                    expected: format!("{more} more of the same kind are not listed"),
                    stands_for: more,
                }
            })
            .collect();
        rest.sort_by(|a, b| (&a.column, a.code, &a.table).cmp(&(&b.column, b.code, &b.table)));
        list.append(&mut rest);
        let order: HashMap<&str, usize> = self
            .names
            .iter()
            .enumerate()
            .map(|(index, name)| (name.as_str(), index))
            .collect();
        list.sort_by_key(|finding| {
            order
                .get(finding.file.as_str())
                .copied()
                .unwrap_or(usize::MAX)
        });
        list
    }

    fn name(&self, file: Option<i32>) -> String {
        file.and_then(|index| usize::try_from(index).ok())
            .and_then(|index| self.names.get(index))
            .cloned()
            .unwrap_or_default()
    }
}

/// A number for table and column, so that counting a finding allocates nothing.
fn place_key(place: Place<'_>) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    place.table.hash(&mut hasher);
    place.column.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_what_was_expected() {
        let mut findings = Findings::new(vec!["a/episodes.csv".into()]);
        let place = Place::row(0, 12).table("ssda903_episodes").column("RNE");
        findings.add(FindingCode::UnknownCode, place, Some("Q"), || {
            "expected one of S, P, L, T, U, B".into()
        });
        let list = findings.finish();
        assert_eq!(
            list[0].to_string(),
            "a/episodes.csv, row 12, RNE: found `Q`; expected one of S, P, L, T, U, B"
        );
    }

    #[test]
    fn the_thousand_and_first_of_a_kind_is_counted_only() {
        let mut findings = Findings::new(vec!["a".into()]);
        for row in 0..2_500 {
            let place = Place::row(0, row).column("DECOM");
            findings.add(FindingCode::BadDate, place, None, || "a date".into());
        }
        findings.add(
            FindingCode::BadDate,
            Place::row(0, 1).column("DEC"),
            None,
            || "a date".into(),
        );
        let list = findings.finish();
        assert_eq!(list.len(), 1_002);
        assert_eq!(
            list.iter().map(|finding| finding.stands_for).sum::<u64>(),
            2_501
        );
        assert_eq!(
            list[1_001].expected,
            "1500 more of the same kind are not listed"
        );
    }

    #[test]
    fn text_forms_are_those_of_serde() {
        for code in [
            FindingCode::BadDate,
            FindingCode::BadYesNo,
            FindingCode::SameFileTwice,
        ] {
            let json = serde_test_name(code);
            assert_eq!(json, code.id());
        }
    }

    fn serde_test_name(code: FindingCode) -> String {
        // `Debug` and serde's kebab-case follow the same rule for these names.
        let mut text = String::new();
        for letter in format!("{code:?}").chars() {
            if letter.is_uppercase() && !text.is_empty() {
                text.push('-');
            }
            text.extend(letter.to_lowercase());
        }
        text
    }
}
