//! Rows of text become typed Arrow columns.
//!
//! The hot path of every import: no allocation for a cell, and a code is looked up as a
//! number among numbers.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int32Array, Int64Builder, RecordBatch,
    StringArray, StringBuilder,
};

use crate::csv_text::cut_at;
use crate::date;
use crate::finding::{FindingCode, Place};
use crate::reading::Notes;
use crate::schema::{ColumnSpec, Kind, TableSpec};

/// The longest cell that is kept, in bytes: far above anything that a return holds.
pub(crate) const LONGEST_CELL: usize = 32 * 1024;

/// Room made for a text, in bytes: ids and postcodes are shorter.
const TEXT_BYTES: usize = 10;
/// Room made for a code, in bytes.
const CODE_BYTES: usize = 4;

/// Builds one table from one file, row by row.
pub(crate) struct TableBuilder {
    spec: &'static TableSpec,
    file: i32,
    columns: Vec<Column>,
    rows: Int64Builder,
    len: usize,
    year: Option<i16>,
}

struct Column {
    spec: &'static ColumnSpec,
    values: Values,
    /// Whether the file has the column: one that it lacks is not missed in each row.
    present: bool,
}

enum Values {
    Text(StringBuilder),
    Code(StringBuilder, CodeLookup),
    Date(Date32Builder),
    Integer(Int64Builder),
    Decimal(Float64Builder),
    YesNo(BooleanBuilder),
}

impl TableBuilder {
    /// An empty table that rows of the file with this index will fill.
    pub fn new(spec: &'static TableSpec, file: i32) -> Self {
        Self::with_capacity(spec, file, 0)
    }

    /// The same, with room for so many rows: growing by doubling would copy each column
    /// again and again.
    pub fn with_capacity(spec: &'static TableSpec, file: i32, rows: usize) -> Self {
        let columns = spec
            .columns
            .iter()
            .map(|column| Column {
                spec: column,
                present: true,
                values: match column.kind {
                    Kind::Text => {
                        Values::Text(StringBuilder::with_capacity(rows, rows * TEXT_BYTES))
                    }
                    Kind::Code(codes) => Values::Code(
                        StringBuilder::with_capacity(rows, rows * CODE_BYTES),
                        CodeLookup::new(codes.codes.iter().map(|entry| entry.code)),
                    ),
                    Kind::Date => Values::Date(Date32Builder::with_capacity(rows)),
                    Kind::Integer => Values::Integer(Int64Builder::with_capacity(rows)),
                    Kind::Decimal => Values::Decimal(Float64Builder::with_capacity(rows)),
                    Kind::YesNo => Values::YesNo(BooleanBuilder::with_capacity(rows)),
                },
            })
            .collect();
        Self {
            spec,
            file,
            columns,
            rows: Int64Builder::with_capacity(rows),
            len: 0,
            year: None,
        }
    }

    /// The table's layout.
    pub fn spec(&self) -> &'static TableSpec {
        self.spec
    }

    /// Index of the file that its rows come from.
    pub fn file(&self) -> i32 {
        self.file
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Says that the file lacks a column, so that its blanks are no findings.
    pub fn lacks(&mut self, column: usize) {
        if let Some(column) = self.columns.get_mut(column) {
            column.present = false;
        }
    }

    /// Says which return year the file is of: required columns that the year's layout
    /// lacks are then not missed.
    pub fn of_year(&mut self, year: i16) {
        self.year = Some(year);
    }

    /// Adds a row: a cell for each column of the layout, in its order. Blank cells and
    /// cells that are not there are null. What cannot be typed becomes null with a
    /// finding, and its text is kept in `values_set_aside`.
    pub fn push_row(&mut self, row: u64, cells: &[Option<&str>], notes: &mut Notes) {
        self.push_row_with(row, |index| cells.get(index).copied().flatten(), notes);
    }

    /// The same, with each cell asked for by the index of its column in the layout.
    pub fn push_row_with<'c>(
        &mut self,
        row: u64,
        cell_of: impl Fn(usize) -> Option<&'c str>,
        notes: &mut Notes,
    ) {
        let year = self.year;
        for (index, column) in self.columns.iter_mut().enumerate() {
            let cell = cell_of(index).map_or("", trimmed);
            let place = Place::row(self.file, row)
                .table(self.spec.name)
                .column(column.spec.name);
            if cell.is_empty() {
                if column.spec.required
                    && column.present
                    && year.is_none_or(|year| column.spec.in_year(year))
                {
                    notes
                        .findings
                        .add(FindingCode::MissingValue, place, None, || {
                            "blank; this column must be filled in".into()
                        });
                }
                column.values.push_null();
            } else {
                column.values.push(cell, place, notes);
            }
        }
        self.rows
            .append_value(i64::try_from(row).unwrap_or(i64::MAX));
        self.len += 1;
    }

    /// The days of a date column that are not null, in the order of the rows.
    pub fn days(&self, column: &str) -> Vec<i32> {
        let Some(index) = self.spec.index_of(column) else {
            return Vec::new();
        };
        match &self.columns[index].values {
            Values::Date(values) => {
                let days = values.values_slice();
                match values.validity_slice() {
                    None => days.to_vec(),
                    Some(bits) => days
                        .iter()
                        .enumerate()
                        .filter(|(row, _)| bits[row / 8] & (1 << (row % 8)) != 0)
                        .map(|(_, day)| *day)
                        .collect(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The rows as one batch of the raw table. `label` is the return that they belong
    /// to, such as `2016-17`; `None` where there is none.
    pub fn finish(self, label: Option<&str>) -> RecordBatch {
        let len = self.len;
        let mut arrays: Vec<ArrayRef> = self
            .columns
            .into_iter()
            .map(|column| column.values.finish())
            .collect();
        let mut rows = self.rows;
        arrays.push(Arc::new(StringArray::from_iter(std::iter::repeat_n(
            label, len,
        ))));
        arrays.push(Arc::new(Int32Array::from_iter_values(std::iter::repeat_n(
            self.file, len,
        ))));
        arrays.push(Arc::new(rows.finish()));
        RecordBatch::try_new(self.spec.raw_schema(), arrays)
            .expect("each column was given one value a row, of the layout's type")
    }
}

impl Values {
    fn push_null(&mut self) {
        match self {
            Self::Text(values) | Self::Code(values, _) => values.append_null(),
            Self::Date(values) => values.append_null(),
            Self::Integer(values) => values.append_null(),
            Self::Decimal(values) => values.append_null(),
            Self::YesNo(values) => values.append_null(),
        }
    }

    fn push(&mut self, cell: &str, place: Place<'_>, notes: &mut Notes) {
        let (code, expected) = match self {
            Self::Text(values) => {
                if cell.len() <= LONGEST_CELL {
                    values.append_value(cell);
                    return;
                }
                values.append_null();
                (FindingCode::LongText, "far too long for this column")
            }
            Self::Code(values, lookup) => {
                if cell.len() <= LONGEST_CELL {
                    values.append_value(cell);
                    if !lookup.holds(cell) {
                        notes
                            .findings
                            .add(FindingCode::UnknownCode, place, Some(cell), || {
                                format!("expected one of {}", lookup.in_words())
                            });
                    }
                    return;
                }
                values.append_null();
                (FindingCode::LongText, "far too long for this column")
            }
            Self::Date(values) => {
                let date = date::parse(cell);
                values.append_option(date);
                if date.is_some() {
                    return;
                }
                (
                    FindingCode::BadDate,
                    "not a date from 1900 to 2100; write dd/mm/yyyy or yyyy-mm-dd",
                )
            }
            Self::Integer(values) => {
                let number = integer(cell);
                values.append_option(number);
                if number.is_some() {
                    return;
                }
                (FindingCode::BadNumber, "expected a whole number")
            }
            Self::Decimal(values) => {
                let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
                values.append_option(number);
                if number.is_some() {
                    return;
                }
                (FindingCode::BadNumber, "expected a number")
            }
            Self::YesNo(values) => {
                let answer = yes_no(cell);
                values.append_option(answer);
                if answer.is_some() {
                    return;
                }
                (
                    FindingCode::BadYesNo,
                    "expected yes or no (Y or N, true or false, 1 or 0)",
                )
            }
        };
        notes.findings.add(code, place, None, || expected.into());
        notes.set_value_aside(place, cut_at(cell, LONGEST_CELL));
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut values) | Self::Code(mut values, _) => Arc::new(values.finish()),
            Self::Date(mut values) => Arc::new(values.finish()),
            Self::Integer(mut values) => Arc::new(values.finish()),
            Self::Decimal(mut values) => Arc::new(values.finish()),
            Self::YesNo(mut values) => Arc::new(values.finish()),
        }
    }
}

/// The cell without spaces around it. Most cells have none, and are told by their ends.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// A whole number, also where a spreadsheet wrote `12.0` or `1,200`.
pub(crate) fn integer(cell: &str) -> Option<i64> {
    if let Ok(number) = cell.parse() {
        return Some(number);
    }
    let whole = match cell.split_once('.') {
        Some((whole, rest)) if !rest.is_empty() && rest.bytes().all(|digit| digit == b'0') => whole,
        Some(_) => return None,
        None => cell,
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_grouped = groups.all(|group| group.len() == 3)
        && (whole == first || first.trim_start_matches('-').len() <= 3);
    well_grouped
        .then(|| whole.replace(',', "").parse().ok())
        .flatten()
}

/// Yes or no as returns and spreadsheets write it.
pub(crate) fn yes_no(cell: &str) -> Option<bool> {
    const YES: [&str; 5] = ["y", "yes", "true", "1", "t"];
    const NO: [&str; 5] = ["n", "no", "false", "0", "f"];
    if YES.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
        Some(true)
    } else if NO.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
        Some(false)
    } else {
        None
    }
}

/// The codes of a column, packed into numbers: a code has eight letters at most almost
/// everywhere, so a search among numbers replaces comparing texts.
struct CodeLookup {
    packed: Vec<u64>,
    long: Vec<&'static str>,
    all: Vec<&'static str>,
}

impl CodeLookup {
    fn new(codes: impl Iterator<Item = &'static str>) -> Self {
        let all: Vec<&'static str> = codes.collect();
        let mut packed: Vec<u64> = all.iter().filter_map(|code| pack(code)).collect();
        packed.sort_unstable();
        let long = all
            .iter()
            .copied()
            .filter(|code| pack(code).is_none())
            .collect();
        Self { packed, long, all }
    }

    fn holds(&self, cell: &str) -> bool {
        match pack(cell) {
            Some(number) => self.packed.binary_search(&number).is_ok(),
            None => self.long.contains(&cell),
        }
    }

    fn in_words(&self) -> String {
        const SHOWN: usize = 12;
        let mut words = self
            .all
            .iter()
            .take(SHOWN)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        if self.all.len() > SHOWN {
            words.push_str(&format!(" or {} more", self.all.len() - SHOWN));
        }
        words
    }
}

fn pack(code: &str) -> Option<u64> {
    let bytes = code.as_bytes();
    if bytes.len() > 8 {
        return None;
    }
    let mut packed = [0; 8];
    packed[..bytes.len()].copy_from_slice(bytes);
    Some(u64::from_be_bytes(packed))
}
