//! Workbooks (XLSX) of figures.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};

use crate::output::{Sheet, Value};

/// A workbook with one worksheet for each sheet: a frozen header, widths that fit, numbers as
/// numbers. The same sheets give the same bytes.
pub fn of_sheets(sheets: &[Sheet]) -> anyhow::Result<Vec<u8>> {
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
    for (index, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(sheet_name(&sheet.title, index))?;
        page.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(&sheet.columns) {
            page.write_with_format(0, at, column.name, &header)?;
            page.set_column_width(at, width(sheet, usize::from(at)))?;
        }
        for (at, row) in (1u32..).zip(&sheet.rows) {
            for (column, value) in (0u16..).zip(row) {
                match value {
                    Value::Empty => {}
                    Value::Text(text) => {
                        page.write_with_format(at, column, text.as_str(), &wrap)?;
                    }
                    Value::Number(number, _) => {
                        page.write_with_format(at, column, *number, &top)?;
                    }
                }
            }
        }
        let last_column = u16::try_from(sheet.columns.len().saturating_sub(1))?;
        page.autofilter(0, 0, u32::try_from(sheet.rows.len())?, last_column)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A worksheet's name has at most 31 characters and none of a few.
fn sheet_name(title: &str, index: usize) -> String {
    let clean: String = title
        .chars()
        .map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c })
        .take(31)
        .collect();
    if clean.trim().is_empty() {
        format!("Sheet {}", index + 1)
    } else {
        clean.trim().to_owned()
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
        .max(sheet.columns[column].name.len());
    (longest as f64 + 2.0).clamp(8.0, 60.0)
}
