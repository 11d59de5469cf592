//! CSV text as rows of named cells.

use encoding_rs::WINDOWS_1252;

use crate::account::Tally;
use crate::error::BenchmarkError;

/// A CSV file with its header.
pub(crate) struct Table {
    file: String,
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

/// One row, with its number as a spreadsheet shows it: the header is row 1.
pub(crate) struct Row<'a> {
    pub number: u64,
    cells: &'a csv::StringRecord,
}

/// A column's place in the header.
#[derive(Clone, Copy)]
pub(crate) struct Column(Option<usize>);

impl Row<'_> {
    /// The cell of a column without blanks around it; empty where the file lacks the column.
    pub fn cell(&self, column: Column) -> &str {
        column
            .0
            .and_then(|index| self.cells.get(index))
            .unwrap_or_default()
            .trim()
    }
}

impl Table {
    /// Reads CSV in UTF-8, with or without a byte order mark, or else in Windows-1252.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, BenchmarkError> {
        let text = decode(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let broken = |number: usize| {
            move |error: csv::Error| {
                BenchmarkError::malformed(
                    file,
                    format!("row {number} cannot be read as CSV ({error})"),
                    "expected cells separated by commas",
                )
            }
        };
        let header = match records.next() {
            Some(record) => record.map_err(broken(1))?,
            None => csv::StringRecord::new(),
        };
        let header = header.iter().map(|cell| cell.trim().to_owned()).collect();
        let rows = records
            .enumerate()
            .map(|(index, record)| record.map_err(broken(index + 2)))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            file: file.to_owned(),
            header,
            rows,
        })
    }

    /// A column that must be there, once.
    pub fn column(&self, name: &str) -> Result<Column, BenchmarkError> {
        let column = self.optional_column(name)?;
        if column.0.is_none() {
            return Err(BenchmarkError::malformed(
                &self.file,
                format!("row 1 has no column `{name}`"),
                "expected the header as it is published",
            ));
        }
        Ok(column)
    }

    /// A column that may be there, but not twice.
    pub fn optional_column(&self, name: &str) -> Result<Column, BenchmarkError> {
        let mut places = (0..self.header.len()).filter(|index| self.header[*index] == name);
        let first = places.next();
        if places.next().is_some() {
            return Err(BenchmarkError::malformed(
                &self.file,
                format!("row 1 has the column `{name}` twice"),
                "expected it once",
            ));
        }
        Ok(Column(first))
    }

    /// The rows that have as many cells as the header; rows of blanks are passed over, and others
    /// are left out and counted.
    pub fn rows<'a>(&'a self, tally: &mut Tally) -> Vec<Row<'a>> {
        let mut kept = Vec::with_capacity(self.rows.len());
        for (index, cells) in self.rows.iter().enumerate() {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            tally.rows_read += 1;
            let number = index as u64 + 2;
            if cells.len() == self.header.len() {
                kept.push(Row { number, cells });
            } else {
                tally.wrong_width(number, cells.len(), self.header.len());
            }
        }
        kept
    }
}

/// The cells of the first row of a text of which only the start may be there.
pub(crate) fn header_of(start: &[u8]) -> Vec<String> {
    let text = decode(start);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}
