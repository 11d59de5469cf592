//! Opening a workbook that came back: its cells, and what it says it was made from. What they
//! mean is in `read`.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use jiff::civil::Date;
use waymark_codes::month_name;
use waymark_plan::Authority;

use super::WorkbookError;
use super::columns::{Cell, FORM, HOW_TO, label, squashed};

/// The largest workbook that is opened, in bytes.
const LARGEST: usize = 20 * 1024 * 1024;
/// The most cells that are read, and the most bytes of text in them: a text that many cells share
/// is small in the file and large in memory.
const CELLS_AT_MOST: usize = 500_000;
const TEXT_AT_MOST: usize = 64 * 1024 * 1024;

/// What a cell holds. Empty cells, and cells of nothing but space, are none.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// A text without space around it.
    Text(String),
    Number(f64),
    Day(Date),
    /// What is neither, such as `an error`.
    Other(&'static str),
}

impl Found {
    /// The day; from a text, where it is written in one of the ways that the workbook names.
    pub(super) fn day(&self) -> Option<Date> {
        match self {
            Found::Day(day) => Some(*day),
            Found::Text(text) => day_in(text),
            Found::Number(_) | Found::Other(_) => None,
        }
    }

    /// The whole number, where it is one.
    pub(super) fn whole(&self) -> Option<u64> {
        match self {
            Found::Number(number) => {
                let is_whole = number.fract() == 0.0 && (0.0..1e15).contains(number);
                is_whole.then_some(*number as u64)
            }
            Found::Text(text) => text.parse().ok(),
            Found::Day(_) | Found::Other(_) => None,
        }
    }

    /// Whether it is this word, upper and lower case alike.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self, Found::Text(text) if squashed(text).eq_ignore_ascii_case(word))
    }

    /// Whether it is what the ledger had put there. A program that saves a workbook again may
    /// turn digits into a number.
    pub(super) fn is(&self, cell: &Cell) -> bool {
        match (cell, self) {
            (Cell::Empty, _) => false,
            (Cell::Text(text), Found::Text(found)) => squashed(text) == squashed(found),
            (Cell::Text(text), Found::Number(found)) => squashed(text) == found.to_string(),
            (Cell::Text(_), Found::Day(_) | Found::Other(_)) => false,
            (Cell::Number(number), found) => found.whole() == Some(*number),
            (Cell::Day(day), found) => found.day() == Some(*day),
        }
    }
}

/// Cells by row, then by column, both counted from 0.
pub(super) type Rows = BTreeMap<u32, BTreeMap<u32, Found>>;

/// A workbook that came back.
pub(super) struct Received {
    /// The sheets in order, each with its name.
    sheets: Vec<(String, Rows)>,
    /// The last event of the ledger that it was made from.
    pub(super) seen: u64,
    /// The day that it was made for.
    pub(super) day: Date,
    /// The check of the leads' names.
    pub(super) names: String,
}

impl Received {
    /// Opens a workbook of the authority whose plan the ledger keeps.
    pub(super) fn open(bytes: &[u8], authority: &Authority) -> Result<Self, WorkbookError> {
        if bytes.len() > LARGEST {
            return Err(WorkbookError::TooLarge);
        }
        waymark_returns::workbook_is_safe(bytes).map_err(WorkbookError::Unsafe)?;
        let sheets = sheets(bytes)?;
        let no_how_to = WorkbookError::NotOurs { missing: HOW_TO };
        let how_to = find(&sheets, HOW_TO).ok_or(no_how_to)?;
        let form = beside(how_to, label::FORM, Found::whole)?;
        if form != FORM {
            return Err(WorkbookError::OtherForm { form, reads: FORM });
        }
        let is = |label, text: &str| -> Result<bool, WorkbookError> {
            let cell = Cell::text(text);
            beside(how_to, label, |found| Some(found.is(&cell)))
        };
        if !is(label::AUTHORITY, &authority.name)? || !is(label::CODE, &authority.code.to_string())?
        {
            return Err(WorkbookError::OtherAuthority {
                ledger: authority.name.clone(),
            });
        }
        Ok(Self {
            seen: beside(how_to, label::MADE_FROM, Found::whole)?,
            day: beside(how_to, label::DAY, Found::day)?,
            names: beside(how_to, label::NAMES, |found| match found {
                Found::Text(text) => Some(text.clone()),
                // A check of digits alone, which a program turned into a number: it then
                // matches nothing, and names are held against those of today.
                _ => Some(String::new()),
            })?,
            sheets,
        })
    }

    /// The cells of a sheet.
    pub(super) fn sheet(&self, name: &str) -> Option<&Rows> {
        find(&self.sheets, name)
    }

    /// The sheets that bear none of these names, with their cells.
    pub(super) fn others<'a>(
        &'a self,
        known: &[&str],
    ) -> impl Iterator<Item = (&'a str, &'a Rows)> {
        self.sheets
            .iter()
            .filter(move |(name, _)| !known.iter().any(|known| is_named(name, known)))
            .map(|(name, rows)| (name.as_str(), rows))
    }
}

fn is_named(name: &str, known: &str) -> bool {
    name.trim().eq_ignore_ascii_case(known)
}

fn find<'a>(sheets: &'a [(String, Rows)], name: &str) -> Option<&'a Rows> {
    sheets
        .iter()
        .find(|(found, _)| is_named(found, name))
        .map(|(_, rows)| rows)
}

/// What stands to the right of a label, read.
fn beside<T>(
    rows: &Rows,
    label: &'static str,
    read: impl Fn(&Found) -> Option<T>,
) -> Result<T, WorkbookError> {
    let value = rows.values().find_map(|cells| {
        let (column, _) = cells.iter().find(|(_, found)| found.is_word(label))?;
        cells.get(&column.checked_add(1)?)
    });
    value
        .and_then(read)
        .ok_or(WorkbookError::NotOurs { missing: label })
}

/// What may still be read.
struct Left {
    cells: usize,
    text: usize,
}

impl Left {
    fn take(&mut self, text: usize) -> Result<(), WorkbookError> {
        let cells = self.cells.checked_sub(1);
        let text = self.text.checked_sub(text);
        let (Some(cells), Some(text)) = (cells, text) else {
            return Err(WorkbookError::TooLarge);
        };
        *self = Self { cells, text };
        Ok(())
    }
}

fn sheets(bytes: &[u8]) -> Result<Vec<(String, Rows)>, WorkbookError> {
    let mut book: Xlsx<Cursor<&[u8]>> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_| WorkbookError::NotAWorkbook)?;
    let mut left = Left {
        cells: CELLS_AT_MOST,
        text: TEXT_AT_MOST,
    };
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let rows = rows(&mut book, &name, &mut left)?;
        sheets.push((name, rows));
    }
    Ok(sheets)
}

fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    left: &mut Left,
) -> Result<Rows, WorkbookError> {
    let mut rows = Rows::new();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // The sheet of a chart has no cells.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(rows),
        Err(_) => return Err(WorkbookError::NotAWorkbook),
    };
    loop {
        let cell = cells.next_cell().map_err(|_| WorkbookError::NotAWorkbook)?;
        let Some(cell) = cell else {
            return Ok(rows);
        };
        let value = cell.get_value();
        left.take(text_of(value).map_or(0, str::len))?;
        if let Some(found) = found(value) {
            let (row, column) = cell.get_position();
            rows.entry(row).or_default().insert(column, found);
        }
    }
}

fn text_of<'a>(value: &'a DataRef<'_>) -> Option<&'a str> {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(text)
        }
        DataRef::SharedString(text) => Some(text),
        _ => None,
    }
}

fn found(value: &DataRef<'_>) -> Option<Found> {
    if let Some(text) = text_of(value) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        return (!text.is_empty()).then(|| Found::Text(text.to_owned()));
    }
    match value {
        DataRef::Int(number) => Some(Found::Number(*number as f64)),
        DataRef::Float(number) => Some(Found::Number(*number)),
        DataRef::Bool(true) => Some(Found::Text("TRUE".to_owned())),
        DataRef::Bool(false) => Some(Found::Text("FALSE".to_owned())),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            let day = Date::new(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            );
            match day {
                Ok(day) if time.is_datetime() && day.year() >= 1900 => Some(Found::Day(day)),
                _ => Some(Found::Other("a time")),
            }
        }
        DataRef::Error(_) => Some(Found::Other("an error")),
        _ => None,
    }
}

/// A day that is written as `2017-09-30`, `30/09/2017`, `30 September 2017` or `30 Sep 2017`.
fn day_in(text: &str) -> Option<Date> {
    let by = |separator: char| text.split(separator).map(str::trim).collect::<Vec<_>>();
    let (year, month, day) = if text.contains('-') {
        let parts = by('-');
        let [year, month, day] = parts.as_slice() else {
            return None;
        };
        (*year, digits(month, 2)?, *day)
    } else if text.contains('/') {
        let parts = by('/');
        let [day, month, year] = parts.as_slice() else {
            return None;
        };
        (*year, digits(month, 2)?, *day)
    } else {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [day, month, year] = parts.as_slice() else {
            return None;
        };
        (*year, month_in(month)?, *day)
    };
    if year.len() != 4 {
        return None;
    }
    let month = i8::try_from(month).ok()?;
    let day = i8::try_from(digits(day, 2)?).ok()?;
    Date::new(digits(year, 4)?, month, day).ok()
}

/// Up to so many digits, and nothing else.
fn digits(text: &str, at_most: usize) -> Option<i16> {
    let fits = (1..=at_most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

/// A month by its English name, or the first three letters of it.
fn month_in(text: &str) -> Option<i16> {
    (1i8..=12)
        .find(|month| {
            let name = month_name(*month);
            text.eq_ignore_ascii_case(name) || text.eq_ignore_ascii_case(&name[..3])
        })
        .map(i16::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = date(2017, 9, 3);
        for text in [
            "2017-09-03",
            "03/09/2017",
            "3/9/2017",
            "3 September 2017",
            "03 sep  2017",
        ] {
            assert_eq!(Found::Text(text.to_owned()).day(), Some(day), "{text}");
        }
        for text in [
            "",
            "3/9/17",
            "17-09-03",
            "31/09/2017",
            "09/30/2017",
            "2017-09",
            "soon",
            "3 Septober 2017",
            "+3/9/2017",
            "3/9/2017/1",
            "3/9/２０１７",
            "-",
            "//",
        ] {
            assert_eq!(Found::Text(text.to_owned()).day(), None, "{text}");
        }
        assert_eq!(Found::Number(42_981.0).day(), None);
    }

    #[test]
    fn what_another_program_saved_again_is_still_the_same() {
        let text = Cell::text("Set up  a\nsecond team ");
        assert!(Found::Text("Set up a second\tteam".to_owned()).is(&text));
        assert!(!Found::Text("Set up a third team".to_owned()).is(&text));
        assert!(Found::Number(2018.0).is(&Cell::text("2018")));
        assert!(Found::Number(2.0).is(&Cell::Number(2)));
        assert!(!Found::Number(2.5).is(&Cell::Number(2)));
        let day = Cell::day(date(2017, 9, 3));
        assert!(Found::Text("3 Sep 2017".to_owned()).is(&day));
        assert!(!Found::Number(2.0).is(&day));
    }

    #[test]
    fn no_more_is_read_than_there_is_room_for() {
        let mut left = Left { cells: 2, text: 5 };
        assert_eq!(left.take(5), Ok(()));
        assert_eq!(left.take(1), Err(WorkbookError::TooLarge));
        assert_eq!(left.take(0), Ok(()));
        assert_eq!(left.take(0), Err(WorkbookError::TooLarge));
    }
}
