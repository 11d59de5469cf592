//! Reading: the sheets of a workbook become rows of the lists' tables.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::{Span, civil::Date};
use waymark_codes::annex_a::answers_for;

use super::lists::{LISTS, RECENT, SIX_MONTHS};
use super::sheet::{self, SheetRow};
use super::titles::{self, Header};
use crate::builder::TableBuilder;
use crate::date as dates;
use crate::finding::{FindingCode, Place};
use crate::import::{How, ReturnKind};
use crate::reading::{Reading, ReturnKey};
use crate::schema::{ColumnSpec, Kind, TableSpec};
use crate::source::SourceFile;
use crate::text::cut;
use crate::xlsx::{self, cell_text};

/// Days of the lists, by table and column, that say what a workbook covers.
type Days = BTreeMap<(&'static str, &'static str), (i32, i32)>;

/// Reads a workbook.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let mut workbook = match xlsx::open(&file.bytes) {
        Ok(workbook) => workbook,
        Err(refusal) => {
            let findings = &mut reading.notes.findings;
            findings.add(FindingCode::DamagedFile, Place::file(index), None, || {
                refusal.to_string()
            });
            return;
        }
    };
    let key = reading.return_of(ReturnKind::AnnexA, &file.name);
    let mut days = Days::new();
    let mut found = [false; LISTS.len()];
    for name in workbook.sheet_names() {
        if let Some(list) = read_sheet(&mut workbook, &name, index, key, &mut days, reading) {
            found[list - 1] = true;
        }
    }
    for (number, spec) in (1..).zip(LISTS).filter(|(number, _)| !found[number - 1]) {
        let place = Place::file(index).table(spec.name);
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::TableAbsent, place, None, || {
            format!("no sheet of the workbook is list {number}")
        });
    }
    cover(&days, key, index, reading);
}

/// Reads one sheet; gives the number of the list that it is.
fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    file: i32,
    key: ReturnKey,
    days: &mut Days,
    reading: &mut Reading<'_>,
) -> Option<usize> {
    let (rows, complete) = sheet::rows_of(workbook, name);
    let sheet = cut(name, 40);
    if !complete {
        let place = Place::file(file).column(&sheet);
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::DamagedFile, place, None, || {
            "the sheet could not be read to its end; the rows before were read: save it again"
                .into()
        });
    }
    let by_name = titles::list_by_name(name);
    let (number, header) = match by_name {
        Some(number) => (number, titles::header_of(LISTS[number - 1], &rows)),
        None => match titles::list_by_headers(&rows) {
            Some((number, header)) => (number, Some(header)),
            None if rows.is_empty() => return None,
            None => {
                let place = Place::file(file).column(&sheet);
                let findings = &mut reading.notes.findings;
                findings.add(FindingCode::UnknownColumn, place, None, || {
                    "a sheet that is none of the eleven lists by its name or its headers; left out"
                        .into()
                });
                return None;
            }
        },
    };
    let spec = LISTS[number - 1];
    let Some(header) = header else {
        without_header(spec, &rows, file, reading);
        return Some(number);
    };
    tell_columns(spec, &header, file, reading);
    let below: Vec<&SheetRow> = rows.iter().filter(|row| row.number > header.row).collect();
    let list = List {
        spec,
        header: &header,
        file,
        key,
    };
    list.read(&below, days, reading);
    Some(number)
}

/// Sets the rows aside of a sheet whose headers are not found. Their text is not kept, as nothing
/// says which cells are people's names.
fn without_header(
    spec: &'static TableSpec,
    rows: &[SheetRow],
    file: i32,
    reading: &mut Reading<'_>,
) {
    if rows.is_empty() {
        return;
    }
    let place = Place::file(file).table(spec.name);
    let findings = &mut reading.notes.findings;
    findings.add(FindingCode::MissingColumn, place, None, || {
        "no row with the list's column titles in the first 30 rows; the sheet was set aside: give \
         its columns Ofsted's titles"
            .into()
    });
    for row in rows {
        let place = Place::row(file, row.number).table(spec.name);
        reading.set_row_aside(
            place,
            "no column titles",
            "(not kept: the columns are not known)",
        );
    }
}

fn tell_columns(spec: &'static TableSpec, header: &Header, file: i32, reading: &mut Reading<'_>) {
    let place = Place::row(file, header.row).table(spec.name);
    let findings = &mut reading.notes.findings;
    for (column, at) in spec.columns.iter().zip(&header.places) {
        if at.is_none() && column.asked_for {
            let title = column.aliases[0];
            findings.add(
                FindingCode::MissingColumn,
                place.column(title),
                None,
                || {
                    "the column is missing, or its title is worded too differently; its values are \
                 blank in this list"
                        .into()
                },
            );
        }
    }
    for (_, title) in &header.unknown {
        let title = cut(title, 60);
        findings.add(
            FindingCode::UnknownColumn,
            place.column(&title),
            None,
            || "not a column of this list; it was not read".into(),
        );
    }
    for (_, title) in &header.names {
        let title = cut(title, 60);
        findings.add(FindingCode::NameLeftOut, place.column(&title), None, || {
            "people's names; not read, as Waymark keeps none".into()
        });
    }
}

/// A list of the workbook.
struct List<'h> {
    spec: &'static TableSpec,
    header: &'h Header,
    file: i32,
    key: ReturnKey,
}

impl List<'_> {
    fn read(&self, rows: &[&SheetRow], days: &mut Days, reading: &mut Reading<'_>) {
        let mut builder = TableBuilder::new(self.spec, self.file);
        for (index, place) in self.header.places.iter().enumerate() {
            if place.is_none() {
                builder.lacks(index);
            }
        }
        for row in rows {
            let texts: Vec<Option<String>> = self
                .spec
                .columns
                .iter()
                .zip(&self.header.places)
                .map(|(column, place)| self.cell(column, (*place)?, row, reading))
                .collect();
            let nothing = texts.iter().all(Option::is_none) && row.unsaved.is_empty();
            if nothing {
                // Only cells of columns that are not read, such as a note beside the list.
                continue;
            }
            let place = Place::row(self.file, row.number).table(self.spec.name);
            if texts[0].is_none() {
                let id = self.spec.columns[0].aliases[0];
                let findings = &mut reading.notes.findings;
                findings.add(FindingCode::MissingId, place.column(id), None, || {
                    "blank; without it the row belongs to nobody and was set aside".into()
                });
                let cells: Vec<&str> = texts
                    .iter()
                    .map(|text| text.as_deref().unwrap_or_default())
                    .collect();
                reading.set_row_aside(place, "no identifier", &cells.join(","));
                continue;
            }
            self.note_days(&texts, days);
            let cells: Vec<Option<&str>> = texts.iter().map(Option::as_deref).collect();
            builder.push_row(row.number, &cells, &mut reading.notes);
        }
        reading.keep(builder, self.file, Some(self.key));
    }

    /// The text of a cell as its column takes it; `None` for a blank one and for one that holds
    /// an error or a formula without a result, which is a finding.
    fn cell(
        &self,
        column: &'static ColumnSpec,
        at: u32,
        row: &SheetRow,
        reading: &mut Reading<'_>,
    ) -> Option<String> {
        let place = Place::row(self.file, row.number)
            .table(self.spec.name)
            .column(column.aliases[0]);
        if row.unsaved.contains(&at) {
            let findings = &mut reading.notes.findings;
            findings.add(FindingCode::MissingValue, place, None, || {
                "a formula whose result was not saved; open the workbook in Excel, save it and \
                 import it again"
                    .into()
            });
            return None;
        }
        let cell = row.cell(at)?;
        if let Some(error) = error_of(cell) {
            let findings = &mut reading.notes.findings;
            findings.add(FindingCode::MissingValue, place, Some(&error), || {
                "an error of the spreadsheet instead of a value; read as blank".into()
            });
            return None;
        }
        let text = match column.kind {
            Kind::Date => day_text(cell),
            Kind::Code(codes) => {
                let text = plain(cell);
                match answers_for(codes).and_then(|answers| answers.code(&text)) {
                    Some(code) => code.to_owned(),
                    None => text,
                }
            }
            _ => plain(cell),
        };
        (!text.is_empty()).then_some(text)
    }

    fn note_days(&self, texts: &[Option<String>], days: &mut Days) {
        let known = SIX_MONTHS.iter().chain(&RECENT);
        for (spec, name) in known.filter(|(spec, _)| spec.name == self.spec.name) {
            let text = self
                .spec
                .index_of(name)
                .and_then(|index| texts[index].as_deref());
            if let Some(day) = text.and_then(dates::parse) {
                let (first, last) = days.entry((spec.name, name)).or_insert((day, day));
                *first = (*first).min(day);
                *last = (*last).max(day);
            }
        }
    }
}

/// Says what a workbook covers: to the latest day of the things that happen every day, from the
/// first day of the lists that hold the last six months.
fn cover(days: &Days, key: ReturnKey, file: i32, reading: &mut Reading<'_>) {
    let of = |(spec, name): &(&TableSpec, &'static str)| {
        days.iter()
            .find(|((table, column), _)| *table == spec.name && column == name)
            .map(|(_, days)| *days)
    };
    let Some(last) = RECENT.iter().filter_map(of).map(|(_, last)| last).max() else {
        return;
    };
    let to = dates::to_date(last);
    let six_months = to
        .saturating_sub(Span::new().months(6))
        .saturating_add(Span::new().days(1));
    let first = SIX_MONTHS
        .iter()
        .filter_map(of)
        .map(|(first, _)| first)
        .min();
    // A day long before the six months is a slip or an old case, not the extent of the lists.
    let from = first
        .map(dates::to_date)
        .filter(|first| *first >= to.saturating_sub(Span::new().months(12)))
        .unwrap_or(six_months);
    reading.cover(key, from, to, How::Inferred);
    let findings = &mut reading.notes.findings;
    findings.add(
        FindingCode::CoverageInferred,
        Place::file(file),
        None,
        || covers_words(from, to),
    );
}

fn covers_words(from: Date, to: Date) -> String {
    format!(
        "taken to cover {from} to {to}, by the dates of contacts, referrals, enquiries and visits; say \
         --covers where that is wrong"
    )
}

/// The error that a cell shows, also where it was pasted as text.
fn error_of(cell: &Data) -> Option<String> {
    const ERRORS: [&str; 8] = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!",
    ];
    match cell {
        Data::Error(error) => Some(error.to_string()),
        Data::String(text) => {
            let text = text.trim().to_ascii_uppercase();
            ERRORS.contains(&text.as_str()).then_some(text)
        }
        _ => None,
    }
}

/// A cell's text without hard spaces and spaces around.
fn plain(cell: &Data) -> String {
    cell_text(cell).replace('\u{a0}', " ").trim().to_owned()
}

/// A cell of a date column as `yyyy-mm-dd`, where it is a date, a date's serial number or a date
/// with the month in letters; else as it stands, for the finding.
fn day_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        // 61 is 1 March 1900, from which on Excel's count is that of the calendar.
        Data::Float(serial) if (61.0..100_000.0).contains(serial) => serial_text(serial.floor()),
        Data::Int(serial) if (61..100_000).contains(serial) => serial_text(*serial as f64),
        _ => {
            let text = plain(cell);
            month_in_letters(&text).unwrap_or(text)
        }
    }
}

fn serial_text(serial: f64) -> String {
    // Day 25569 is 1970-01-01; the caller keeps the number far inside what an i32 takes.
    dates::to_date(serial as i32 - 25_569).to_string()
}

/// `25 January 2015` and `25-Jan-2015` as `2015-01-25`.
fn month_in_letters(text: &str) -> Option<String> {
    let mut parts = text.split([' ', '-', '/']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || month.len() < 3 || year.len() != 4 {
        return None;
    }
    let number = (1..=12).find(|number| {
        let name = waymark_codes::month_name(*number);
        name.get(..month.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(month))
    })?;
    Some(format!("{year}-{number:02}-{:0>2}", day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_excel_and_people_write_them() {
        let cases = [
            (Data::Float(42_029.0), "2015-01-25"),
            (Data::Int(42_029), "2015-01-25"),
            (Data::Float(42_029.75), "2015-01-25"),
            (Data::String("25/01/2015".into()), "25/01/2015"),
            (Data::String("25-Jan-2015".into()), "2015-01-25"),
            (Data::String("5 January 2015".into()), "2015-01-05"),
            (Data::String("Sept 2015".into()), "Sept 2015"),
            (Data::String("not known".into()), "not known"),
            (Data::Float(12.0), "12"),
        ];
        for (cell, expected) in cases {
            assert_eq!(day_text(&cell), expected);
        }
    }

    #[test]
    fn errors_are_told_from_text() {
        assert_eq!(
            error_of(&Data::String(" #n/a ".into())).as_deref(),
            Some("#N/A")
        );
        let error = Data::Error(calamine::CellErrorType::Div0);
        assert_eq!(error_of(&error).as_deref(), Some("#DIV/0!"));
        assert_eq!(error_of(&Data::String("# 4 the Lane".into())), None);
    }
}
