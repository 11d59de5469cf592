//! What the workbook readers share: opening one safely, and its cells as text.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use crate::audit;
use crate::recognise::FileKind;
use crate::reference::settings;
use crate::zip_guard::{self, Refusal};

/// Opens a workbook, once its zip was found safe.
///
/// # Errors
///
/// The reason why it is not opened.
pub(crate) fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Refusal> {
    zip_guard::check(bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::NotAZip)
}

/// What a workbook is, by its sheets.
pub(crate) fn recognise(bytes: &[u8]) -> FileKind {
    let mut workbook = match open(bytes) {
        Ok(workbook) => workbook,
        Err(Refusal::NotAZip) => return FileKind::Damaged,
        Err(_) => return FileKind::Unsafe,
    };
    let sheets = workbook.sheet_names().to_vec();
    if sheets.iter().any(|name| is_annex_a_list(name)) {
        return FileKind::AnnexA;
    }
    for name in &sheets {
        if let Ok(range) = workbook.worksheet_range(name)
            && audit::header_row(&range).is_some()
        {
            return FileKind::AuditXlsx;
        }
    }
    for name in &sheets {
        if let Ok(range) = workbook.worksheet_range(name)
            && settings::is_list(&range)
        {
            return FileKind::OfstedSettings;
        }
    }
    FileKind::Unknown
}

/// Whether a sheet's name is that of an Annex A list: `List 3`, `List_3`, `list3 …`.
fn is_annex_a_list(name: &str) -> bool {
    let key = name.trim().to_ascii_lowercase();
    key.strip_prefix("list").is_some_and(|rest| {
        rest.trim_start_matches([' ', '_', '-'])
            .starts_with(|letter: char| letter.is_ascii_digit())
    })
}

/// A cell as the text that a CSV would hold: dates as `yyyy-mm-dd`, whole numbers
/// without a decimal point, nothing for an empty cell.
pub(crate) fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(answer) => if *answer { "true" } else { "false" }.to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) => date_text(day),
    }
}

fn date_text(day: &calamine::ExcelDateTime) -> String {
    let (year, month, day_of_month, hour, minute, second, _) = day.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day_of_month:02}")
    } else {
        format!("{year:04}-{month:02}-{day_of_month:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// The rows of a sheet with the number that Excel shows for each.
pub(crate) fn rows_of(range: &Range<Data>) -> impl Iterator<Item = (u64, &[Data])> {
    let first = range.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    range
        .rows()
        .enumerate()
        .map(move |(offset, cells)| (first + offset as u64, cells))
}
