//! Tables as files that a spreadsheet opens: CSV and workbooks (XLSX). What stands in a table is
//! decided elsewhere.
//!
//! A text that begins like a formula stays a text: in a workbook by its kind, in CSV by an
//! apostrophe before it.

use axum::response::Response;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use waymark_publication::{Sheet, Value};

use crate::fault::Fault;
use crate::handed_out::attachment;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetForm {
    /// Comma-separated values: one table.
    Csv,
    /// A workbook with a worksheet for each table.
    Xlsx,
}

impl SheetForm {
    /// The ending of the file's name, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            SheetForm::Csv => "csv",
            SheetForm::Xlsx => "xlsx",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            SheetForm::Csv => "text/csv; charset=utf-8",
            SheetForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Tables as the answer to a request: a file with this name, to which the ending is added. CSV holds
/// the first table alone.
pub async fn download(name: &str, form: SheetForm, sheets: Vec<Sheet>) -> Result<Response, Fault> {
    let written = tokio::task::spawn_blocking(move || match form {
        SheetForm::Csv => Ok(sheets.first().map(csv).unwrap_or_default()),
        SheetForm::Xlsx => workbook(&sheets),
    });
    let bytes = written
        .await
        .map_err(Fault::failed)?
        .map_err(Fault::failed)?;
    let name = format!("{name}.{}", form.ending());
    Ok(attachment(&name, form.media_type(), bytes))
}

/// A table as CSV by RFC 4180, in UTF-8 without a mark at its beginning. Numbers are as programs
/// read them.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let head = sheet.columns.iter().map(|column| tame(&column.key));
    let rows = sheet.rows.iter().map(|row| {
        row.iter()
            .map(|value| match value {
                Value::Text(text) => tame(text),
                other => other.plain(),
            })
            .collect::<Vec<_>>()
    });
    for record in std::iter::once(head.collect::<Vec<_>>()).chain(rows) {
        writer
            .write_record(&record)
            .expect("every row has as many cells as the table has columns");
    }
    writer.into_inner().expect("memory takes all bytes")
}

/// A text that no spreadsheet takes for a formula.
fn tame(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A workbook with one worksheet for each table: a bold, frozen header with a filter, widths that
/// fit, numbers as numbers. The same tables give the same bytes.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed day, as the file would else carry the clock.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Waymark figures")
            .set_creation_datetime(&made),
    );
    let header = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let top = Format::new().set_align(FormatAlign::Top);
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        let name = worksheet_name(&sheet.title, &names);
        page.set_name(&name)?;
        names.push(name);
        page.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(&sheet.columns) {
            page.write_string_with_format(0, at, column.name.as_ref(), &header)?;
            page.set_column_width(at, width(sheet, usize::from(at)))?;
        }
        for (at, row) in (1u32..).zip(&sheet.rows) {
            for (column, value) in (0u16..).zip(row) {
                match value {
                    Value::Empty => {}
                    Value::Text(text) => {
                        page.write_string_with_format(at, column, short(text), &wrap)?;
                    }
                    Value::Number(number, _) => {
                        page.write_number_with_format(at, column, *number, &top)?;
                    }
                }
            }
        }
        let last_row =
            u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        let last_column = u16::try_from(sheet.columns.len().saturating_sub(1))
            .map_err(|_| XlsxError::RowColumnLimitError)?;
        page.autofilter(0, 0, last_row, last_column)?;
    }
    book.save_to_buffer()
}

/// A workbook's cell holds no longer text than this.
const LONGEST_CELL: usize = 32_767;

/// As much of a text as a cell holds.
fn short(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// A worksheet's name has at most 31 characters and none of a few, and is no other's.
fn worksheet_name(title: &str, taken: &[String]) -> String {
    let clean: String = title
        .chars()
        .map(|letter| {
            if "[]:*?/\\'".contains(letter) {
                ' '
            } else {
                letter
            }
        })
        .take(31)
        .collect();
    let clean = clean.trim();
    let is_taken = taken
        .iter()
        .any(|other| other.to_lowercase() == clean.to_lowercase());
    if clean.is_empty() {
        format!("Sheet {}", taken.len() + 1)
    } else if is_taken {
        let number = format!(" {}", taken.len() + 1);
        let kept: String = clean.chars().take(31 - number.len()).collect();
        format!("{kept}{number}")
    } else {
        clean.to_owned()
    }
}

fn width(sheet: &Sheet, column: usize) -> f64 {
    let longest = sheet
        .rows
        .iter()
        .map(|row| match &row[column] {
            Value::Empty => 0,
            Value::Text(text) => text.chars().count(),
            Value::Number(..) => 9,
        })
        .max()
        .unwrap_or(0)
        .max(sheet.columns[column].name.chars().count());
    (longest as f64 + 2.0).clamp(8.0, 60.0)
}

#[cfg(test)]
mod tests {
    use waymark_publication::Column;

    use super::*;

    fn sheet(cells: Vec<Value>) -> Sheet {
        Sheet {
            title: "Words".to_owned(),
            columns: (0..cells.len())
                .map(|at| Column::called(format!("c{at}")))
                .collect(),
            rows: vec![cells],
        }
    }

    #[test]
    fn csv_quotes_and_tames_text_and_leaves_numbers() {
        let text = |text: &str| Value::Text(text.to_owned());
        for (cells, line) in [
            (vec![text("a"), text("b, c")], "a,\"b, c\""),
            (
                vec![text("say \"so\""), Value::Empty],
                "\"say \"\"so\"\"\",",
            ),
            (vec![text("two\nlines"), text("x")], "\"two\nlines\",x"),
            (vec![text("=1+1"), text("+44")], "'=1+1,'+44"),
            (vec![text("-x"), text("@x")], "'-x,'@x"),
            (vec![text("\t=x"), text("a=b")], "'\t=x,a=b"),
            (
                vec![
                    Value::Number(-1234.5, "−1,234.5".to_owned()),
                    Value::count(1234),
                ],
                "-1234.5,1234",
            ),
        ] {
            let written = String::from_utf8(csv(&sheet(cells))).unwrap();
            assert_eq!(written, format!("c0,c1\r\n{line}\r\n"));
        }
    }

    #[test]
    fn a_workbook_has_the_same_bytes_each_time_and_takes_any_text() {
        let long = "x".repeat(40_000);
        let sheets = [
            sheet(vec![Value::Text(long), Value::count(3)]),
            sheet(vec![Value::Text("=HYPERLINK(\"x\")".to_owned())]),
        ];
        let written = workbook(&sheets).unwrap();
        assert_eq!(&written[..2], b"PK");
        assert_eq!(written, workbook(&sheets).unwrap());
    }

    #[test]
    fn worksheets_have_sound_names_of_their_own() {
        let taken = ["Figures".to_owned()];
        for (title, name) in [
            ("Month by month", "Month by month"),
            ("FIGURES", "FIGURES 2"),
            ("a/b: c?", "a b  c"),
            ("  ", "Sheet 2"),
            (
                "A title that is longer than any worksheet may be called",
                "A title that is longer than any",
            ),
        ] {
            assert_eq!(worksheet_name(title, &taken), name, "{title:?}");
        }
    }
}
