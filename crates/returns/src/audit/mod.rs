//! The log of practice audits, as CSV or as a workbook.
//!
//! Each council keeps its log in its own way: columns are matched by what they are
//! usually called, months and grades by how they are usually written.

mod grade;
mod month;

use calamine::{Data, Range, Reader};
use jiff::civil::Date;

use crate::builder::TableBuilder;
use crate::columns::{self, Matched, match_header, not_cells};
use crate::csv_text::CsvText;
use crate::date::to_date;
use crate::finding::{FindingCode, Place};
use crate::import::{How, ReturnKind};
use crate::reading::{Reading, ReturnKey};
use crate::schema::{ColumnSpec, TableSpec};
use crate::source::SourceFile;
use crate::xlsx;

pub(crate) use grade::GRADES;

/// One row an audit of one theme. `month` is the first day of the month.
pub static AUDITS: TableSpec = TableSpec {
    name: "audits",
    columns: &[
        ColumnSpec::date("month").required().also(&[
            "audit month",
            "month of audit",
            "date",
            "audit date",
            "date of audit",
            "period",
            "audit period",
            "date completed",
            "month audited",
        ]),
        ColumnSpec::text("theme").required().also(&[
            "audit theme",
            "domain",
            "area",
            "area of practice",
            "practice area",
            "standard",
            "practice standard",
            "judgement area",
            "category",
        ]),
        ColumnSpec::text("reference").also(&[
            "ref",
            "audit id",
            "audit ref",
            "audit reference",
            "audit no",
            "audit number",
            "id",
            "case ref",
            "case reference",
            "case id",
            "record",
        ]),
        ColumnSpec::text("team").also(&["team name", "service", "service area", "team audited"]),
        ColumnSpec::code("auditor_grade", &GRADES)
            .required()
            .also(&[
                "auditors grade",
                "auditor's grade",
                "grade",
                "audit grade",
                "grading",
                "auditor grading",
                "auditor's grading",
                "auditor rating",
                "audit rating",
                "rating",
                "initial grade",
                "first grade",
                "judgement",
            ]),
        ColumnSpec::code("moderated_grade", &GRADES).also(&[
            "moderators grade",
            "moderator's grade",
            "moderator grade",
            "moderated grading",
            "moderation",
            "moderation grade",
            "moderated rating",
            "moderated",
            "final grade",
            "agreed grade",
        ]),
    ],
};

const MONTH: usize = 0;
const THEME: usize = 1;
const AUDITOR_GRADE: usize = 4;
const MODERATED_GRADE: usize = 5;
/// How far down a sheet the header row may be.
const HEADER_WITHIN: usize = 20;

/// Whether a header row is that of an audit log: a month, and a grade of either kind,
/// and a theme or both grades.
pub(crate) fn is_audit_log(header: &[String]) -> bool {
    let matched = match_header(&AUDITS, header);
    let has = |column: usize| matched.places[column].is_some();
    has(MONTH)
        && (has(AUDITOR_GRADE) || has(MODERATED_GRADE))
        && (has(THEME) || (has(AUDITOR_GRADE) && has(MODERATED_GRADE)))
}

/// The header row of a sheet that is an audit log: which row of the range, and its
/// cells.
pub(crate) fn header_row(range: &Range<Data>) -> Option<(usize, Vec<String>)> {
    range
        .rows()
        .take(HEADER_WITHIN)
        .map(|cells| cells.iter().map(xlsx::cell_text).collect::<Vec<_>>())
        .enumerate()
        .find(|(_, header)| is_audit_log(header))
}

/// Reads an audit log.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    if file.bytes.starts_with(b"PK") {
        read_workbook(file, index, reading);
    } else {
        read_csv(file, index, reading);
    }
}

fn read_csv(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = columns::decode(file, index, &mut reading.notes.findings);
    let csv = CsvText::new(&text);
    let header = csv.header();
    let matched = match_header(&AUDITS, &header);
    columns::report(
        &AUDITS,
        &header,
        &matched,
        index,
        &mut reading.notes.findings,
    );
    let mut log = Log::new(index, &matched);
    let ticker = reading.ticker();
    csv.rows(header.len(), ticker, |line, row| match row {
        crate::csv_text::Row::Cells(cells) => {
            log.push(line, &matched, |at| cells.get(at), reading);
        }
        row => {
            if let Some(aside) = not_cells(row, header.len()) {
                let place = Place::row(index, line).table(AUDITS.name);
                let expected = aside.expected;
                reading
                    .notes
                    .findings
                    .add(aside.code, place, None, || expected);
                reading.set_row_aside(place, aside.reason, &aside.text);
            }
        }
    });
    log.keep(file, reading);
}

fn read_workbook(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    // What cannot be opened was told when the file was recognised.
    let Ok(mut workbook) = xlsx::open(&file.bytes) else {
        return;
    };
    let mut log: Option<Log> = None;
    for name in workbook.sheet_names().to_vec() {
        let Ok(range) = workbook.worksheet_range(&name) else {
            continue;
        };
        let Some((header_at, header)) = header_row(&range) else {
            continue;
        };
        let matched = match_header(&AUDITS, &header);
        columns::report(
            &AUDITS,
            &header,
            &matched,
            index,
            &mut reading.notes.findings,
        );
        let log = log.get_or_insert_with(|| Log::new(index, &matched));
        let mut texts: Vec<String> = Vec::new();
        for (line, cells) in xlsx::rows_of(&range).skip(header_at + 1) {
            texts.clear();
            texts.extend(cells.iter().map(xlsx::cell_text));
            if texts.iter().all(|cell| cell.trim().is_empty()) {
                // A sheet goes on with blank rows for as long as they are formatted:
                // they are no rows of the log.
                continue;
            }
            log.push(
                line,
                &matched,
                |at| texts.get(at).map(String::as_str),
                reading,
            );
        }
    }
    if let Some(log) = log {
        log.keep(file, reading);
    }
}

/// The rows of a log while it is being read.
struct Log {
    builder: TableBuilder,
    file: i32,
    text: String,
}

impl Log {
    fn new(file: i32, matched: &Matched) -> Self {
        let mut builder = TableBuilder::new(&AUDITS, file);
        for (index, place) in matched.places.iter().enumerate() {
            if place.is_none() {
                builder.lacks(index);
            }
        }
        Self {
            builder,
            file,
            text: String::new(),
        }
    }

    fn push<'c>(
        &mut self,
        line: u64,
        matched: &Matched,
        cell_at: impl Fn(usize) -> Option<&'c str>,
        reading: &mut Reading<'_>,
    ) {
        let cell_of = |column: usize| {
            matched.places[column]
                .and_then(&cell_at)
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
        };
        let place = Place::row(self.file, line).table(AUDITS.name);
        self.text.clear();
        match cell_of(MONTH).map(|written| (written, month::parse(written))) {
            Some((_, Some(month))) => {
                self.text.push_str(&month.first_day().to_string());
            }
            Some((written, None)) => {
                let place = place.column(AUDITS.columns[MONTH].name);
                reading
                    .notes
                    .findings
                    .add(FindingCode::BadDate, place, None, || {
                        "not a month; write 2017-06, June 2017 or 06/2017".into()
                    });
                reading.notes.set_value_aside(place, written);
            }
            None => {}
        }
        let month = (!self.text.is_empty()).then_some(self.text.as_str());
        let cell = |column: usize| match column {
            MONTH => month,
            AUDITOR_GRADE | MODERATED_GRADE => {
                cell_of(column).map(|written| grade::canonical(written).unwrap_or(written))
            }
            _ => cell_of(column),
        };
        self.builder.push_row_with(line, cell, &mut reading.notes);
    }

    fn keep(self, file: &SourceFile, reading: &mut Reading<'_>) {
        let key = reading.return_of(ReturnKind::Audits, &file.name);
        let mut days = self.builder.days(AUDITS.columns[MONTH].name);
        days.sort_unstable();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            cover(
                key,
                to_date(*first),
                to_date(*last).last_of_month(),
                reading,
            );
        }
        reading.keep(self.builder, self.file, Some(key));
    }
}

fn cover(key: ReturnKey, from: Date, to: Date, reading: &mut Reading<'_>) {
    reading.cover(key, from, to, How::Inferred);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn logs_are_told_by_their_columns() {
        for (columns, expected) in [
            (
                "month,theme,reference,team,auditor_grade,moderated_grade",
                true,
            ),
            (
                "Audit Month,Practice area,Ref,Team,Auditor's grade,Moderated grade",
                true,
            ),
            ("Date,Grade,Final grade", true),
            ("month,theme", false),
            ("CHILD,DOB,REVIEW", false),
        ] {
            assert_eq!(is_audit_log(&header(columns)), expected, "{columns}");
        }
    }
}
